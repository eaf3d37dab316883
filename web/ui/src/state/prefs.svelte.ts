// prefs.svelte.ts: what an officer sets once and finds again: language,
// day or night, sound. Kept in the browser.
import { en, type Messages } from '../i18n/en';
import { zhCN } from '../i18n/zh-CN';
import { recall, remember } from './storage';

export type Lang = 'zh-CN' | 'en';
export type Theme = 'day' | 'night';

const CATALOGUES: Record<Lang, Messages> = { 'zh-CN': zhCN, en };

class Prefs {
  // boot.js has set both on the root element before the first paint.
  lang = $state<Lang>(document.documentElement.lang === 'en' ? 'en' : 'zh-CN');
  theme = $state<Theme>(document.documentElement.dataset.theme === 'day' ? 'day' : 'night');
  sound = $state(recall('sound') === 'on');
  /** The words of the chosen language. */
  readonly m: Messages = $derived(CATALOGUES[this.lang]);

  toggleLang(): void {
    this.lang = this.lang === 'en' ? 'zh-CN' : 'en';
    document.documentElement.lang = this.lang;
    remember('lang', this.lang);
  }

  toggleTheme(): void {
    this.theme = this.theme === 'day' ? 'night' : 'day';
    document.documentElement.dataset.theme = this.theme;
    remember('theme', this.theme);
  }

  toggleSound(): void {
    this.sound = !this.sound;
    remember('sound', this.sound ? 'on' : 'off');
  }
}

export const prefs = new Prefs();
