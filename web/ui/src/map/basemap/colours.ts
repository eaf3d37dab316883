// colours.ts: the colours of the base map. It is nearly grey: red, amber, blue,
// green and violet belong to incidents and people. By night nothing on it is
// brighter than a label.

export interface BaseColours {
  land: string;
  /** The edge of the extract: beyond it nothing is known. */
  edge: string;
  built: string;
  work: string;
  care: string;
  green: string;
  wood: string;
  wet: string;
  sand: string;
  water: string;
  stream: string;
  runway: string;
  building: string;
  buildingEdge: string;
  path: string;
  road: string;
  roadCase: string;
  mid: string;
  midCase: string;
  major: string;
  majorCase: string;
  motorway: string;
  motorwayCase: string;
  tunnel: string;
  rail: string;
  ferry: string;
  border: string;
  arrow: string;
  halo: string;
  place: string;
  placeSmall: string;
  street: string;
  streetMinor: string;
  waterText: string;
  greenText: string;
  poiText: string;
  quietText: string;
  shield: string;
  shieldEdge: string;
  shieldText: string;
  /** Icons of those who help, and of all others: the tile and the drawing on it. */
  rescue: string;
  rescueInk: string;
  poi: string;
  poiInk: string;
  /** How an outside raster map is dimmed. */
  raster: { brightness: number; saturation: number; contrast: number };
}

export const NIGHT_BASE: BaseColours = {
  land: '#10161a',
  edge: '#27323a',
  built: '#131a1f',
  work: '#151b20',
  care: '#171f27',
  green: '#111c19',
  wood: '#0f1b17',
  wet: '#0f1b1d',
  sand: '#1a1c1a',
  water: '#071926',
  stream: '#0d2433',
  runway: '#20282f',
  building: '#192127',
  buildingEdge: '#202930',
  path: '#2a343b',
  road: '#232d34',
  roadCase: '#0c1115',
  mid: '#2b363e',
  midCase: '#0b1013',
  major: '#35424b',
  majorCase: '#0a0e11',
  motorway: '#435461',
  motorwayCase: '#090d10',
  tunnel: '#1a2228',
  rail: '#313c44',
  ferry: '#1d3a4e',
  border: '#45525c',
  arrow: '#5a6a75',
  halo: '#0d1317',
  place: '#b4c0c9',
  placeSmall: '#82909b',
  street: '#96a4ae',
  streetMinor: '#7c8994',
  waterText: '#54809b',
  greenText: '#5d7d6c',
  poiText: '#9aabb8',
  quietText: '#6f7d88',
  shield: '#1c252b',
  shieldEdge: '#43525d',
  shieldText: '#94a3ae',
  rescue: '#30495c',
  rescueInk: '#d3e2ee',
  poi: '#28323a',
  poiInk: '#8c9aa5',
  raster: { brightness: 0.36, saturation: -0.6, contrast: 0.1 },
};

export const DAY_BASE: BaseColours = {
  land: '#f1f3f3',
  edge: '#c2ccd2',
  built: '#eceff0',
  work: '#e7eaec',
  care: '#e9ebf0',
  green: '#e0e9de',
  wood: '#d7e3d6',
  wet: '#dce7e4',
  sand: '#efebdf',
  water: '#c9dbe6',
  stream: '#b9d0de',
  runway: '#d9dfe3',
  building: '#e3e7e9',
  buildingEdge: '#d5dbdf',
  path: '#c6cfd5',
  road: '#ffffff',
  roadCase: '#cfd7dc',
  mid: '#ffffff',
  midCase: '#bcc7ce',
  major: '#ffffff',
  majorCase: '#a9b5bd',
  motorway: '#dde5eb',
  motorwayCase: '#8d9ca7',
  tunnel: '#e9edef',
  rail: '#b3bdc4',
  ferry: '#93b3c6',
  border: '#98a5ae',
  arrow: '#9aa7b0',
  halo: '#f7f9f9',
  place: '#26323a',
  placeSmall: '#55636d',
  street: '#45535d',
  streetMinor: '#5d6b75',
  waterText: '#41708d',
  greenText: '#4c6d55',
  poiText: '#3f5161',
  quietText: '#6b7881',
  shield: '#ffffff',
  shieldEdge: '#a9b5bd',
  shieldText: '#4d5b65',
  rescue: '#4b6b84',
  rescueInk: '#ffffff',
  poi: '#dbe1e5',
  poiInk: '#5f6e79',
  raster: { brightness: 1, saturation: -0.35, contrast: -0.08 },
};
