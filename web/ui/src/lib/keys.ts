// keys.ts: single-key shortcuts that stay out of the way of typing, of open
// dialogs and of the browser's own combinations.

export type Shortcuts = Record<string, (e: KeyboardEvent) => void>;

export function shortcuts(map: Shortcuts): (e: KeyboardEvent) => void {
  return (e) => {
    const act = map[e.key];
    if (!act || e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    if (e.key !== 'Escape' && typing(e.target)) return;
    if (document.querySelector('dialog[open]')) return;
    if (e.key !== 'Escape') e.preventDefault();
    act(e);
  };
}

const TYPED = 'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])';

/** Whether letters typed there are text, not keys. */
export const typing = (t: EventTarget | null): t is HTMLElement =>
  t instanceof HTMLElement && t.matches(TYPED);
