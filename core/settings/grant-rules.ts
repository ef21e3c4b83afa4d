import { isDay } from './duration.ts';
import { groupOf, listOf, repeated, textOf, textsOf } from './look.ts';
import { type Complaint, type Path, pathText, shown } from './mistake.ts';
import { nearest } from './nearest.ts';

/**
 * Courses that one role's policies can name: 20 in the role itself and in each of the ten policies that IAM attaches to it, less some to
 * spare (lib/constructs/researcher-role.ts; test/stacks measures it).
 */
const MOST_COURSES = 200;

/** Rules about researchers that look at more than one value. @param today see `rulesOf` */
export function grantRules(value: unknown, today: string | null): Complaint[] {
  const { researchers, sources: written } = groupOf(value);
  const sources = textsOf(written, 'id').filter((id) => id !== null);
  const principals = textsOf(researchers, 'principal').map((principal) => (principal === 'sso' ? null : principal));
  return [
    ...repeated(textsOf(researchers, 'id')).map(({ index, first }) => ({
      path: ['researchers', index, 'id'],
      message: `this id stands in researchers[${first}] already; put all grants of one researcher under one id`,
    })),
    ...repeated(principals).map(({ index, first }) => ({
      path: ['researchers', index, 'principal'],
      message: `this principal stands in researchers[${first}] already; put all grants of one researcher under one id, so that they are judged together`,
    })),
    ...listOf(researchers).flatMap((researcher, index) => {
      const path: Path = ['researchers', index, 'grants'];
      const grants = listOf(groupOf(researcher)['grants']).map((grant, at) => grantOf(grant, [...path, at]));
      return [...grants.flatMap((grant) => [...unlisted(grant, sources), ...ended(grant, today)]), ...linking(grants), ...tooMany(grants)];
    }),
  ];
}

interface Grant {
  readonly path: Path;
  readonly source: string | null;
  readonly course: string | null;
  readonly study: string | null;
  readonly until: string | null;
}

function grantOf(grant: unknown, path: Path): Grant {
  const { source, course, study, until } = groupOf(grant);
  return { path, source: textOf(source), course: textOf(course), study: textOf(study), until: textOf(until) };
}

function unlisted({ path, source }: Grant, sources: readonly string[]): Complaint[] {
  if (source === null || sources.includes(source)) return [];
  const meant = nearest(source, sources);
  const hint = meant === null ? 'add it under sources first' : `did you mean ${meant}? Else add it under sources first`;
  return [{ path: [...path, 'source'], message: `got ${shown(source)}; there is no source of this id: ${hint}` }];
}

function ended({ path, until }: Grant, today: string | null): Complaint[] {
  if (today === null || until === null || !isDay(until) || until >= today) return [];
  return [{ path: [...path, 'until'], message: `this grant ended with ${until}; remove it, or agree on a later day` }];
}

function tooMany(grants: readonly Grant[]): Complaint[] {
  const courses = new Set<string>();
  for (const { path, source, course, until } of grants) {
    // A course that is granted to two days is named twice.
    courses.add(`${source}/${course}/${until}`);
    if (courses.size <= MOST_COURSES) continue;
    const message = `this is course ${courses.size} of one researcher, and IAM's policies hold ${MOST_COURSES}: divide the courses among researchers, each with a principal of her own`;
    return [{ path: [...path, 'course'], message }];
  }
  return [];
}

/** Two courses of one source together, outside one approved study, would let rows be aligned by time and learners be linked. */
function linking(grants: readonly Grant[]): Complaint[] {
  const bySource = Map.groupBy(
    grants.filter(({ source, course }) => source !== null && course !== null),
    ({ source }) => source,
  );
  return [...bySource.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined || new Set(group.map(({ course }) => course)).size < 2) return [];
    const apart =
      first.study === null ? group.find(({ course }) => course !== first.course) : others.find(({ study }) => study !== first.study);
    if (apart === undefined) return [];
    const message =
      `this and ${pathText(first.path)} give one researcher two courses of one source, where rows can be aligned by time and learners linked ` +
      'from one course to the other, which their pseudonyms prevent: name the same approved study in all grants of this source, or keep one course';
    return [{ path: [...apart.path, apart.study === null ? 'course' : 'study'], message }];
  });
}
