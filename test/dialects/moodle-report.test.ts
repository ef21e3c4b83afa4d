import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportHeader } from '#core/normalise/dialects/moodle/report/columns.ts';
import { describe as read } from '#core/normalise/dialects/moodle/report/description.ts';
import { localTime } from '#core/normalise/dialects/moodle/report/local-time.ts';
import { componentNamed, eventNamed } from '#core/normalise/dialects/moodle/report/names.ts';
import { instantIn, isZone } from '#core/normalise/dialects/moodle/report/zone.ts';

const at = (text: string) => {
  const ms = localTime(text);
  return ms === null ? null : new Date(ms).toISOString().slice(0, 19);
};

describe('times as reports show them', () => {
  it.each([
    ['14 March 2025, 10:07 AM', '2025-03-14T10:07:00'],
    ['14 March 2025, 10:07 PM', '2025-03-14T22:07:00'],
    ['Friday, 14 March 2025, 12:07 AM', '2025-03-14T00:07:00'],
    ['14 mars 2025, 10:07', '2025-03-14T10:07:00'],
    ['vendredi 14 mars 2025, 22:07:33', '2025-03-14T22:07:33'],
    ['1er février 2025, 08:00', '2025-02-01T08:00:00'],
    ['31 août 2025, 8:00', '2025-08-31T08:00:00'],
    ['15 déc. 2025, 23:59', '2025-12-15T23:59:00'],
    ['14/03/25, 10:07', '2025-03-14T10:07:00'],
    ['14/03/25, 10:07:58', '2025-03-14T10:07:58'],
    ['7/09/26, 21:40:58', '2026-09-07T21:40:58'],
    ['3/14/25, 10:07 AM', '2025-03-14T10:07:00'],
    ['3/4/25, 12:07\u202fPM', '2025-03-04T12:07:00'],
    ['14\u00a0mars\u00a02025, 10:07', '2025-03-14T10:07:00'],
    ['14/03/2025 10:07', '2025-03-14T10:07:00'],
    ['2025-03-14 10:07:01', '2025-03-14T10:07:01'],
    ['March 14, 2025, 10:07 AM', '2025-03-14T10:07:00'],
    ['3/14/25, 10:07', null],
    ['14/03/25, 10:07 AM', null],
    ['31/02/25, 10:07', null],
    ['14 Brumaire 2025, 10:07', null],
    ['14 mars, 10:07', null],
    ['14/03/25', null],
    ['14/03/25, 24:07', null],
    ['14/03/25, 13:07 PM', null],
    ['', null],
  ])('%s', (text, expected) => expect(at(text)).toBe(expected));

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => localTime(text) === null || Number.isFinite(localTime(text))));
  });
});

describe('time zones', () => {
  const utc = (zone: string, text: string) => {
    const instant = instantIn(zone, Date.parse(`${text}Z`));
    return instant === null ? null : new Date(instant).toISOString().slice(0, 19);
  };

  it.each([
    ['in winter', 'Europe/Paris', '2025-01-14T10:00:00', '2025-01-14T09:00:00'],
    ['in summer', 'Europe/Paris', '2025-07-14T10:00:00', '2025-07-14T08:00:00'],
    ['before the hour that is skipped', 'Europe/Paris', '2025-03-30T01:59:59', '2025-03-30T00:59:59'],
    ['in the hour that is skipped: as if not changed yet', 'Europe/Paris', '2025-03-30T02:30:00', '2025-03-30T01:30:00'],
    ['after it', 'Europe/Paris', '2025-03-30T03:00:00', '2025-03-30T01:00:00'],
    ['in the hour that is repeated: its first passing', 'Europe/Paris', '2025-10-26T02:30:00', '2025-10-26T00:30:00'],
    ['after it', 'Europe/Paris', '2025-10-26T03:00:00', '2025-10-26T02:00:00'],
    ['on the other side of the world', 'Australia/Lord_Howe', '2025-10-05T02:15:00', '2025-10-04T15:45:00'],
    ['in half hours', 'Asia/Kolkata', '2025-03-14T10:00:00', '2025-03-14T04:30:00'],
    ['in the west', 'America/Martinique', '2025-03-14T22:00:00', '2025-03-15T02:00:00'],
    ['in UTC', 'UTC', '2025-03-14T10:00:00', '2025-03-14T10:00:00'],
  ])('%s', (_, zone, local, expected) => expect(utc(zone, local)).toBe(expected));

  it('are names of the IANA database, and nothing else', () => {
    expect(['Europe/Paris', 'Indian/Reunion', 'UTC', 'America/Argentina/Buenos_Aires'].filter(isZone)).toHaveLength(4);
    expect(['', '+01:00', 'Paris', 'Europe/Lutèce', '../etc', 'x'.repeat(200), 'constructor'].filter(isZone)).toEqual([]);
  });

  it('give back what their clocks show', () => {
    const zones = fc.constantFrom('Europe/Paris', 'America/Montreal', 'Pacific/Noumea', 'Africa/Casablanca', 'Asia/Kathmandu');
    fc.assert(
      fc.property(zones, fc.integer({ min: 1_000_000_000, max: 1_900_000_000 }), (zone, second) => {
        const shown = new Date(second * 1_000).toLocaleString('sv-SE', { timeZone: zone });
        const found = instantIn(zone, Date.parse(`${shown.replace(' ', 'T')}Z`)) ?? 0;
        // The same, or the first passing of a repeated hour.
        expect([0, 3_600_000, 1_800_000]).toContain(second * 1_000 - found);
        expect(new Date(found).toLocaleString('sv-SE', { timeZone: zone })).toBe(shown);
      }),
    );
  });
});

describe('descriptions', () => {
  it.each<[string, Partial<ReturnType<typeof read>>]>([
    ["The user with id '17' viewed the course with id '4'.", { user: '17', course: '4', related: null, objectId: null, verb: 'viewed' }],
    [
      "The user with id '17' viewed the 'page' activity with course module id '12'.",
      { user: '17', module: '12', plugin: 'page', objectId: null },
    ],
    [
      "The user with id '2' has reviewed the attempt with id '3' by the user with id '17' for the quiz with course module id '12'.",
      { user: '2', related: '17', objectId: '3', module: '12', things: { attempt: '3' }, verb: 'reviewed' },
    ],
    [
      "The user with id '17' has created the post with id '8' in the discussion with id '5' in the forum with course module id '12'.",
      { objectId: '8', things: { post: '8', discussion: '5' }, module: '12' },
    ],
    ["The user with id '0' viewed the course with id '1'.", { user: null, course: '1' }],
    ["The user with id '-10' viewed the course with id '4'.", { user: null }],
    ['Zoé a regardé le cours « le user with id » 17', { user: null, related: null, objectId: null }],
    ["Somebody wrote: The user with id '17' viewed the course", { user: null, related: '17' }],
  ])('%s', (text, expected) => expect(read(text)).toMatchObject(expected));

  it('never throws, and takes up nothing but numbers and words before them', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const told = read(`The user with id '17' viewed ${before} 'zoé canari' ${after}`);
        expect(JSON.stringify({ ...told, verb: null })).not.toContain('canari');
        expect(told.user).toBe('17');
      }),
    );
  });
});

describe('titles', () => {
  it.each([
    ['Quiz', 'Quiz attempt submitted', 'mod_quiz', 'attempt_submitted'],
    ['Test', 'Tentative de test terminée', 'mod_quiz', 'attempt_submitted'],
    ['Assignment', 'The status of the submission has been viewed.', 'mod_assign', 'submission_status_viewed'],
    ['Devoir', 'Statut du travail remis consulté', 'mod_assign', 'submission_status_viewed'],
    ['Système', 'Cours consulté', 'core', 'course_viewed'],
    ['Fichier', 'Module de cours consulté', 'mod_resource', 'course_module_viewed'],
    ['Wiki', 'Wiki page viewed', 'mod_wiki', 'page_viewed'],
    ['Glossary', 'Entry has been created', 'mod_glossary', 'entry_created'],
    ['User report', 'Grade user report viewed', 'gradereport_user', 'grade_report_viewed'],
    ['Forum', 'Some content has been posted.', 'mod_forum', 'assessable_uploaded'],
    ['System', 'Dashboard viewed', 'core', 'dashboard_viewed'],
    ['Carnet', 'Rapport d’évaluation utilisateur consulté', 'gradereport_grader', null],
    ['Unheard of', 'Discussion viewed', 'mod_forum', 'discussion_viewed'],
  ])('%s: %s', (plugin, title, component, event) => {
    expect(eventNamed(title, componentNamed(plugin))).toEqual({ component, event });
  });

  it('say nothing where they are not known', () => {
    expect(eventNamed('Something else happened', 'mod_quiz')).toBeNull();
    expect(eventNamed('Comment created', null)).toBeNull();
    expect(componentNamed('constructor')).toBeNull();
  });

  it.each([
    ['English', 'Time|User full name|Affected user|Event context|Component|Event name|Description|Origin|IP address', 'en', 9],
    [
      'English, of a site',
      'Course|Time|User full name|Affected user|Event context|Component|Event name|Description|Origin|IP address',
      'en',
      10,
    ],
    [
      'French',
      'Heure|Nom complet de l’utilisateur|Utilisateur touché|Contexte de l’événement|Composant|Nom de l’événement|Description|Origine|Adresse IP',
      'fr',
      9,
    ],
    ['French without names', "Heure|Contexte de l'évènement|Composant|Nom de l'évènement|Description|Origine", 'fr', 6],
  ])('of columns in %s', (_, titles, language, columns) => {
    const header = reportHeader(titles.split('|'));
    expect([header?.language, header?.columns.length]).toEqual([language, columns]);
  });

  it('of other tables are none', () => {
    for (const titles of ['Time|User', 'nom|prénom', 'Time|Time|Component|Event name|Description', '']) {
      expect(reportHeader(titles.split('|'))).toBeNull();
    }
  });
});
