// sound.ts: three short tones, made on the spot. Browsers allow sound only
// after a first click or key, which signing in is.

export type Tone = 'rise' | 'alarm' | 'tick';

/** Frequency in hertz, start and length in seconds. */
const NOTES: Record<Tone, [number, number, number][]> = {
  rise: [
    [587, 0, 0.14],
    [880, 0.16, 0.3],
  ],
  alarm: [
    [740, 0, 0.16],
    [523, 0.2, 0.16],
    [740, 0.4, 0.16],
    [523, 0.6, 0.3],
  ],
  tick: [[660, 0, 0.12]],
};

let context: AudioContext | undefined;

export function ring(tone: Tone): void {
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
  const t0 = context.currentTime + 0.02;
  for (const [hz, start, length] of NOTES[tone]) {
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.frequency.value = hz;
    gain.gain.setValueAtTime(0, t0 + start);
    gain.gain.linearRampToValueAtTime(0.16, t0 + start + 0.015);
    gain.gain.exponentialRampToValueAtTime(0.001, t0 + start + length);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(t0 + start);
    oscillator.stop(t0 + start + length);
  }
}
