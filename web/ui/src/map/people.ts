// people.ts: the people of incidents. Who comes has a line to the incident and
// a label with name and ETA; who was asked a hollow circle; who is there a full
// one; who does not come a cross.
import type { Feature } from 'geojson';
import type { Map as MapLibre } from 'maplibre-gl';
import type { IncidentView, Offer, OfferState } from '../api/types';
import type { Palette } from './palette';
import { FONTS, type Layer, line, NOTHING, point, put, type Scene, slot } from './scene';

type Look = 'asked' | 'coming' | 'there' | 'gone';

const LOOKS: Partial<Record<OfferState, Look>> = {
  asked: 'asked',
  silent: 'asked',
  accepted: 'coming',
  arrived: 'there',
  declined: 'gone',
  withdrawn: 'gone',
  unreachable: 'gone',
};

export class PeopleLayer implements Layer {
  #drawn = '';

  add(map: MapLibre, palette: Palette): void {
    map.addSource('people', { type: 'geojson', data: NOTHING });
    const look = (name: Look): ['==', ['get', string], string] => ['==', ['get', 'look'], name];
    map.addLayer(
      {
        id: 'people-line',
        type: 'line',
        source: 'people',
        filter: ['==', ['geometry-type'], 'LineString'],
        layout: { 'line-cap': 'round' },
        paint: {
          'line-width': ['case', ['get', 'chosen'], 2.25, 1.25],
          'line-opacity': ['case', ['get', 'chosen'], 0.95, 0.45],
        },
      },
      slot('people'),
    );
    map.addLayer(
      {
        id: 'people-asked',
        type: 'circle',
        source: 'people',
        filter: ['all', ['==', ['geometry-type'], 'Point'], look('asked')],
        paint: { 'circle-radius': 5.5, 'circle-stroke-width': 2 },
      },
      slot('people'),
    );
    map.addLayer(
      {
        id: 'people-gone',
        type: 'symbol',
        source: 'people',
        filter: ['all', ['==', ['geometry-type'], 'Point'], look('gone')],
        layout: {
          'text-field': '×',
          'text-font': FONTS,
          'text-size': 18,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-halo-width': 2 },
      },
      slot('people'),
    );
    map.addLayer(
      {
        id: 'people-bound',
        type: 'circle',
        source: 'people',
        filter: ['all', ['==', ['geometry-type'], 'Point'], ['any', look('coming'), look('there')]],
        paint: { 'circle-radius': 6.5, 'circle-stroke-width': 2.5 },
      },
      slot('people'),
    );
    map.addLayer(
      {
        id: 'people-text',
        type: 'symbol',
        source: 'people',
        filter: ['has', 'text'],
        layout: {
          'text-field': ['get', 'text'],
          'text-font': FONTS,
          'text-size': 13,
          'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
          'text-radial-offset': 0.9,
          'text-justify': 'auto',
          'symbol-sort-key': ['case', ['get', 'chosen'], 0, 1],
        },
        paint: {
          'text-halo-width': 3,
        },
      },
      slot('people'),
    );
    this.paint(map, palette);
  }

  paint(map: MapLibre, p: Palette): void {
    map.setPaintProperty('people-line', 'line-color', p.coming);
    map.setPaintProperty('people-asked', 'circle-color', p.ground);
    map.setPaintProperty('people-asked', 'circle-stroke-color', p.asked);
    map.setPaintProperty('people-gone', 'text-color', p.gone);
    map.setPaintProperty('people-gone', 'text-halo-color', p.halo);
    map.setPaintProperty('people-bound', 'circle-color', [
      'match',
      ['get', 'look'],
      'there',
      p.there,
      p.coming,
    ]);
    map.setPaintProperty('people-bound', 'circle-stroke-color', p.halo);
    map.setPaintProperty('people-text', 'text-color', p.text);
    map.setPaintProperty('people-text', 'text-halo-color', p.halo);
  }

  draw(map: MapLibre, scene: Scene): Promise<void> | void {
    const features = scene.cases.flatMap((v) => people(v, scene));
    const key = JSON.stringify(features);
    if (key === this.#drawn) return;
    this.#drawn = key;
    return put(map, 'people', features, scene.datum);
  }
}

/** Of incidents that are not selected only those who come are drawn. */
function people(v: IncidentView, scene: Scene): Feature[] {
  const chosen = v.id === scene.selected?.id;
  return v.offers.flatMap((o) => {
    const look = LOOKS[o.state];
    if (!look || (!chosen && look !== 'coming')) return [];
    const at = scene.whereabouts(o.responder) ?? o.from;
    if (!at || (at.lng === 0 && at.lat === 0)) return []; // nowhere known
    const text = label(o, look, scene);
    const dot = point(at, text ? { look, chosen, text } : { look, chosen });
    const drawn = scene.overlays.ways.some((w) => w.offer === o.id);
    if (look !== 'coming' || drawn) return [dot];
    return [
      line(
        [
          [at.lng, at.lat],
          [v.position.lng, v.position.lat],
        ],
        { chosen },
      ),
      dot,
    ];
  });
}

function label(o: Offer, look: Look, scene: Scene): string {
  if (look === 'coming') return `${o.name} ${scene.words.eta(o)}`;
  return look === 'there' ? `${o.name} ${scene.words.there}` : '';
}
