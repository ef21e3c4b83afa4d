import type { Dice } from './random.ts';

/** A learner who does not exist. */
export interface Learner {
  readonly userId: number;
  readonly username: string;
  readonly name: string;
  readonly familyName: string;
  readonly email: string;
  readonly ip: string;
  readonly agent: string;
  readonly clientId: string;
  readonly language: string;
  /** Of their answers, the share that is right. */
  readonly talent: number;
}

const FIRST_NAMES =
  'Zoé Chloé Léa Inès Maëlys Noémie Anaïs Élise Clémence Aurélie Gaëlle Hélène Françoise Solène Océane Éloïse Raphaël Théo Loïc Mathéo Noël Jérôme Gaël Benoît François Kévin Rémi Aurélien Cédric Étienne Hervé Yaël Amélie Margaux Thaïs Joël'.split(
    ' ',
  );
const FAMILY_NAMES =
  'Lefèvre Béranger Guérin Müller-Roy Hervé-Dumas Ségalen Crépin Châtelain Brûlé Gaûthier Fabrègues Lévêque Maréchal Déchelette Rivière Pélissier Bézier Cœurdevey Hébrard Ménager Naël Ouédraogo Préjean Quéré Séverin Tréguier Vézina Wœhrel Ybañez Zürcher'.split(
    ' ',
  );
const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:136.0) Gecko/20100101 Firefox/136.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Mobile Safari/537.36',
];
/** Reserved for documentation (RFC 5737): nobody's. */
const NETWORKS = ['192.0.2', '198.51.100', '203.0.113'];
const FIRST_ID = 4_100_000;
const ID_STEP = 73_939;

/** @param dice decides who they are */
export function people(count: number, dice: Dice): readonly Learner[] {
  return Array.from({ length: count }, (_, i) => {
    const first = dice.pick(FIRST_NAMES);
    const familyName = dice.pick(FAMILY_NAMES);
    const plain = `${first[0]}${familyName}`
      .normalize('NFKD')
      .replace(/œ/g, 'oe')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase();
    const username = `${plain}${i + 100}`;
    return {
      // Long enough that no other number of the dataset is the same by accident.
      userId: FIRST_ID + i * ID_STEP + dice.whole(0, 999),
      username,
      name: `${first} ${familyName}`,
      familyName,
      email: `${username}@etu.univ.example`,
      ip: dice.chance(0.2) ? `2001:db8:${dice.hex(4)}::${dice.hex(4)}` : `${dice.pick(NETWORKS)}.${dice.whole(1, 254)}`,
      agent: dice.pick(AGENTS),
      clientId: `${dice.whole(100_000_000, 999_999_999)}.${dice.whole(1_700_000_000, 1_740_000_000)}`,
      language: dice.chance(0.8) ? 'fr-FR,fr;q=0.9,en;q=0.5' : 'en-GB,en;q=0.7',
      talent: 0.35 + 0.6 * dice.next(),
    };
  });
}
