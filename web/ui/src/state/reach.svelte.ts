// reach.svelte.ts: the reach on the map: of what, how travelled, how far the
// answer is. Whoever switches it on finds it on after a reload too.
import * as calls from '../api/calls';
import type { Mode, Reach } from '../api/types';
import { Latest } from '../lib/latest';
import { boundsOf, LIMITS, MODES, sameTarget, type Target } from '../map/bands';
import { mapCommands } from './map.svelte';
import { session } from './session.svelte';
import { recall, remember } from './storage';

/** The layout with list, map and incident beside each other. */
const ROOMY = matchMedia('(min-width: 981px)');

export type ReachState = 'off' | 'loading' | 'ready' | 'stopped' | 'failed';

class ReachStore {
  #wish = $state(recall('reach') ?? '');
  /**
   * Somebody wants to see it, whatever is selected. Until anybody says so it is
   * there where streets tell it and where there is room for it.
   */
  readonly on = $derived(
    this.#wish === 'on' || (this.#wish === '' && Boolean(session.info?.streets) && ROOMY.matches),
  );
  mode = $state<Mode>(MODES.find((x) => x === recall('reach-mode')) ?? 'walk');
  state = $state<ReachState>('off');
  target = $state.raw<Target | undefined>();
  answer = $state.raw<Reach | undefined>();
  error = $state.raw<unknown>();
  #latest = new Latest();
  /** Somebody has just asked to see it: the map then shows the whole of it. */
  #show = false;

  /** Says what it is of; the same again asks nothing. */
  follow(target: Target | undefined): void {
    if (!this.on || !target) {
      this.#latest.stop();
      this.state = 'off';
      this.target = target;
      this.answer = undefined;
      return;
    }
    const same = sameTarget(this.target, target) && this.state !== 'off';
    this.target = target;
    if (!same) void this.#load();
  }

  switch(on: boolean): void {
    this.#wish = on ? 'on' : 'off';
    this.#show = on;
    remember('reach', on ? 'on' : 'off');
    this.follow(this.target);
  }

  choose(mode: Mode): void {
    if (mode === this.mode && this.state === 'ready') return;
    this.mode = mode;
    remember('reach-mode', mode);
    this.#show = true;
    if (this.on && this.target) void this.#load();
  }

  /** Gives up waiting. */
  stop(): void {
    if (this.#latest.stop()) this.state = 'stopped';
  }

  again(): void {
    if (this.on && this.target) void this.#load();
  }

  async #load(): Promise<void> {
    const target = this.target;
    if (!target) return;
    const { mode } = this;
    this.state = 'loading';
    this.answer = undefined;
    this.error = undefined;
    try {
      const answer = await this.#latest.run((signal) =>
        calls.reach(target.at, mode, LIMITS, signal),
      );
      if (!answer) return; // overtaken or stopped: whoever did that has said so
      this.answer = answer;
      this.state = 'ready';
      const box = this.#show && boundsOf(answer.features);
      this.#show = false;
      if (box) mapCommands.fit(box);
    } catch (e) {
      this.error = e;
      this.state = 'failed';
    }
  }
}

export const reach = new ReachStore();
