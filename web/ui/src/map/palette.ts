// palette.ts: the colours of the map by day and by night. The night map emits
// as little light as it can; only what matters stands out.

export interface Palette {
  ground: string;
  grid: string;
  gridText: string;
  ring: string;
  ringText: string;
  halo: string;
  /** Volunteers as [r, g, b, a], 0 to 1. */
  live: [number, number, number, number];
  home: [number, number, number, number];
  /** From where a place is reached in time; areas lie over each other. */
  reach: string;
  reachOpacity: number;
  reachText: string;
  asked: string;
  coming: string;
  there: string;
  gone: string;
  text: string;
}

export const NIGHT: Palette = {
  ground: '#0b0f13',
  grid: '#172028',
  gridText: '#4d5b68',
  ring: '#33424f',
  ringText: '#8495a5',
  halo: '#0b0f13',
  live: [0.5, 0.6, 0.68, 0.62],
  home: [0.36, 0.44, 0.51, 0.6],
  reach: '#8f9bff',
  reachOpacity: 0.1,
  reachText: '#b9c1ff',
  asked: '#a9b7c4',
  coming: '#4cc2d4',
  there: '#57c08a',
  gone: '#66737f',
  text: '#dfe7ee',
};

export const DAY: Palette = {
  ground: '#eef2f4',
  grid: '#dde4e9',
  gridText: '#93a1ad',
  ring: '#a9b8c4',
  ringText: '#586773',
  halo: '#ffffff',
  live: [0.29, 0.38, 0.46, 0.6],
  home: [0.52, 0.6, 0.67, 0.65],
  reach: '#3a47c4',
  reachOpacity: 0.085,
  reachText: '#2a3599',
  asked: '#46555f',
  coming: '#0e7490',
  there: '#177245',
  gone: '#8a97a2',
  text: '#152028',
};
