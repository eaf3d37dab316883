// storage.ts: what the browser remembers, where it is allowed to.

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`fifteen.${key}`);
  } catch {
    return null; // storage is forbidden: nothing is remembered
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`fifteen.${key}`, value);
  } catch {
    // The choice holds until the page is closed.
  }
}
