// random.ts: keys that make a request safe to repeat. crypto.randomUUID needs
// https; getRandomValues does not.

export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}
