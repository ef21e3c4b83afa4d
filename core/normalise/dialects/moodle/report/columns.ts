/** Columns of the report, in our words, in the order in which Moodle downloads them. */
const COLUMNS = ['time', 'user', 'affected', 'context', 'component', 'event', 'description', 'origin', 'ip'] as const;

/** A site-wide report begins with the course's short name. */
const COURSE = 'course';

export type Column = (typeof COLUMNS)[number] | typeof COURSE;

/** Titles by language, one set a column; Moodle changed some of them over time. */
const TITLES: Readonly<Record<string, Readonly<Record<Column, readonly string[]>>>> = {
  en: {
    course: ['course'],
    time: ['time'],
    user: ['user full name'],
    affected: ['affected user'],
    context: ['event context'],
    component: ['component'],
    event: ['event name'],
    description: ['description'],
    origin: ['origin'],
    ip: ['ip address'],
  },
  fr: {
    course: ['cours'],
    time: ['heure', 'date', 'temps'],
    user: ["nom complet de l'utilisateur", 'nom complet', 'utilisateur'],
    affected: ['utilisateur touché', 'utilisateur concerné', 'utilisateur affecté'],
    context: ["contexte de l'événement", "contexte de l'évènement", 'contexte'],
    component: ['composant'],
    event: ["nom de l'événement", "nom de l'évènement", 'événement'],
    description: ['description'],
    origin: ['origine'],
    ip: ['adresse ip', 'ip'],
  },
};

/** Text as it is compared: composed, lower-case, straight apostrophes, single spaces, no full stop at its end. */
export function plainly(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’ʼ`]/g, "'")
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim()
    .replace(/\.$/, '');
}

/** What the header of a report says: its columns in their order, and its language; null where it is no report's. */
export function reportHeader(titles: readonly string[]): { readonly columns: readonly Column[]; readonly language: string } | null {
  const given = titles.map(plainly);
  for (const [language, names] of Object.entries(TITLES)) {
    const columns = given.map((title) => (Object.keys(names) as Column[]).find((column) => names[column].includes(title)));
    const whole = columns.every((column) => column !== undefined) && new Set(columns).size === columns.length;
    // Without a name, a place or an address it is still this report: some sites leave those out before they hand it on.
    if (whole && ESSENTIAL.every((column) => columns.includes(column))) return { columns: columns as Column[], language };
  }
  return null;
}

const ESSENTIAL: readonly Column[] = ['time', 'component', 'event', 'description'];

/** The columns of a row without titles (the JSON download), told by their number; null for another. */
export function columnsOf(cells: number): readonly Column[] | null {
  if (cells === COLUMNS.length) return COLUMNS;
  return cells === COLUMNS.length + 1 ? [COURSE, ...COLUMNS] : null;
}
