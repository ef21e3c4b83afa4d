/** A course (or library) key taken apart, with what every block key of its own begins with. */
export interface Course {
  readonly id: string;
  /** `block-v1:Org+Course+Run+type@`, `i4x://Org/Course/`, … */
  readonly blockPrefix: string;
  /** `i4x-Org-Course-`: how pages of the old style name blocks in HTML; null in the new style. */
  readonly htmlPrefix: string | null;
}

// Key grammar of opaque-keys: Unicode letters and digits, underscore, hyphen, tilde, dot; a colon only in the new style.
const NEW = /^(course-v1|ccx-v1|library-v1):([\p{L}\p{N}_~.:-]+\+[\p{L}\p{N}_~.:-]+(?:\+[\p{L}\p{N}_~.:-]+(?:\+ccx@\d+)?)?)$/u;
const OLD = /^([\p{L}\p{N}_~.-]+)\/([\p{L}\p{N}_~.-]+)\/[\p{L}\p{N}_~.-]+$/u;
const LIBRARY = /^lib:([\p{L}\p{N}_~.-]+:[\p{L}\p{N}_~.-]+)$/u;

/** How many plus signs separate the parts of each kind. */
const PLUSES: Record<string, number> = { 'course-v1': 2, 'ccx-v1': 3, 'library-v1': 1 };
const BLOCKS: Record<string, string> = { 'course-v1': 'block-v1', 'ccx-v1': 'ccx-block-v1', 'library-v1': 'lib-block-v1' };

/** A log names the same few courses over and over. */
const KEPT = 2_000;
const known = new Map<string, Course | null>();

/** A course key of Open edX (`course-v1:`, `ccx-v1:`, `library-v1:`, `lib:`, `Org/Course/Run`); null for what cannot be one. */
export function parseCourse(id: unknown): Course | null {
  if (typeof id !== 'string' || id === '' || id.length > 512) return null;
  const seen = known.get(id);
  if (seen !== undefined) return seen;
  const course = readCourse(id);
  if (known.size >= KEPT) known.clear();
  known.set(id, course);
  return course;
}

function readCourse(id: string): Course | null {
  const modern = NEW.exec(id);
  if (modern !== null) {
    const [, kind = '', parts = ''] = modern;
    if (parts.split('+').length - 1 !== PLUSES[kind]) return null;
    return { id, blockPrefix: `${BLOCKS[kind]}:${parts}+type@`, htmlPrefix: null };
  }
  const old = OLD.exec(id);
  if (old !== null) {
    const [, org = '', course = ''] = old;
    return { id, blockPrefix: `i4x://${org}/${course}/`, htmlPrefix: `i4x-${forHtml(org)}-${forHtml(course)}-` };
  }
  const library = LIBRARY.exec(id);
  return library === null ? null : { id, blockPrefix: `lb:${library[1]}:`, htmlPrefix: null };
}

/** Location.clean_for_html: dots and the like become underscores. */
function forHtml(part: string): string {
  return part.replace(/[^\p{L}\p{N}_-]+/gu, '_');
}

/** Servers of the platform refuse longer ones. */
const LONGEST_URL = 8_192;
const SCHEME_AND_HOST = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i;

/** The path of a URL; '' where it has none. A query or a fragment is what anybody types, or the page that somebody came from. */
export function pathIn(url: unknown): string {
  if (typeof url !== 'string' || url.length > LONGEST_URL) return '';
  const end = url.search(/[?#]/);
  const path = (end < 0 ? url : url.slice(0, end)).replace(SCHEME_AND_HOST, '');
  return path.startsWith('/') ? path : '';
}

/** The segments of a URL's path that may be keys, decoded; some proxies turn the plus signs into spaces. */
export function keysIn(url: unknown): string[] {
  return pathIn(url)
    .split('/')
    .map((segment) => decoded(segment).replaceAll(' ', '+'))
    .filter((segment) => segment.includes(':'));
}

const KEY = /^(course|ccx|library|block|ccx-block|lib-block)-v1:([^/?#&"]+)$/;

/** The course that a course key or a usage key names, or null. */
export function courseOfKey(key: unknown): Course | null {
  const parts = typeof key === 'string' && key.length <= LONGEST_URL ? KEY.exec(key) : null;
  if (parts === null) return null;
  const [, kind = '', rest = ''] = parts;
  return parseCourse(`${COURSES[kind]}:${rest.split(/\+(?:type|branch|version)@/, 1)[0]}`);
}

/** Three bare words are a course at the start of a path only: elsewhere (/api/courses/v1/courses/jean.dupont) they may be anybody. */
const OLD_IN_PATH = /^\/courses\/([^/:%]+\/[^/:%]+\/[^/:%]+)/;

/** The course that a URL names: by a key that is a whole segment of its path, or as /courses/Org/Course/Run; else null. */
export function courseInUrl(url: unknown): Course | null {
  for (const key of keysIn(url)) {
    const course = courseOfKey(key);
    if (course !== null) return course;
  }
  return parseCourse(OLD_IN_PATH.exec(pathIn(url))?.[1]);
}

const COURSES: Record<string, string> = {
  course: 'course-v1',
  ccx: 'ccx-v1',
  library: 'library-v1',
  block: 'course-v1',
  'ccx-block': 'ccx-v1',
  'lib-block': 'library-v1',
};

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
