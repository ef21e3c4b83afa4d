/** Where a canary was put, by the path of its place in the item. */
export interface Planted {
  readonly place: string;
  readonly line: string;
}

/** Every canary's text begins so; nothing else anywhere does. */
export const CANARY = 'canaryzq';
/** Canaries that are numbers: nine digits beginning so. */
export const NUMBER_CANARY = 9_870_000_00;

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** How a name may look: a user name, an address, words, a path with a name in it. */
const GUISES: readonly ((n: number, was: string) => string)[] = [
  (n) => `${CANARY}${n}`,
  (n) => `${CANARY}${n}@example.org`,
  (n) => `Élodie ${CANARY}${n} <b>d’Été</b>`,
  (n, was) =>
    /^(https?:\/)?\//.test(was)
      ? `${was.replace(/[?#].*$/, '').replace(/\/$/, '')}/u/${CANARY}${n}/?user=${CANARY}${n}#${CANARY}${n}`
      : `/u/${CANARY}${n}`,
  (n, was) => JSON.stringify({ username: `${CANARY}${n}`, was }),
];

/**
 * Copies of an item, each with a canary in one place: in the stead of every text, of every number that is an id, as a key of every
 * object, and the same inside payloads that are JSON in a string.
 */
export function* plant(item: Json, counter: () => number): Generator<Planted> {
  for (const { place, change } of places(item, [])) {
    for (const planted of change(counter)) yield { place, line: JSON.stringify(planted) };
  }
}

interface Place {
  readonly place: string;
  readonly change: (counter: () => number) => Generator<Json>;
}

function* places(value: Json, path: readonly string[]): Generator<Place> {
  const place = path.join('.');
  if (typeof value === 'string') {
    yield {
      place,
      *change(counter) {
        for (const guise of GUISES) yield guise(counter(), value);
      },
    };
    if (value.startsWith('{')) yield* inside(value, place);
  } else if (typeof value === 'number') {
    if (/id$/i.test(path.at(-1) ?? '')) {
      yield {
        place,
        *change(counter) {
          yield NUMBER_CANARY + counter();
        },
      };
    }
  } else if (Array.isArray(value)) {
    for (const [i, inner] of value.entries()) {
      for (const each of places(inner, [...path, String(i)])) yield rebuilt(each, (changed) => value.with(i, changed));
    }
  } else if (value !== null && typeof value === 'object') {
    yield {
      place: `${place}{}`,
      *change(counter) {
        const n = counter();
        yield { ...value, [`${CANARY}${n}@example.org`]: `${CANARY}${n}` };
      },
    };
    for (const [key, inner] of Object.entries(value)) {
      for (const each of places(inner, [...path, key])) yield rebuilt(each, (changed) => ({ ...value, [key]: changed }));
    }
  }
}

function* inside(text: string, place: string): Generator<Place> {
  let payload: Json;
  try {
    payload = JSON.parse(text) as Json;
  } catch {
    return;
  }
  for (const each of places(payload, [place, '(json)'])) yield rebuilt(each, (changed) => JSON.stringify(changed));
}

function rebuilt({ place, change }: Place, wrap: (changed: Json) => Json): Place {
  return {
    place,
    *change(counter) {
      for (const changed of change(counter)) yield wrap(changed);
    },
  };
}
