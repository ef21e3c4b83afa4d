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

// Anywhere in a URL, as it is or percent-coded; some proxies turn the plus signs into spaces.
const NEW_IN_URL = /(course|ccx|library|block|ccx-block|lib-block)-v1(?::|%3A)([^/?#&"]+)/i;
const OLD_IN_URL = /\/courses\/([^/?#:%]+\/[^/?#:%]+\/[^/?#:%]+)/;

/** The course that a URL, a path or a block key names, or null. */
export function courseWithin(url: unknown): Course | null {
  if (typeof url !== 'string' || url.length > 8_192) return null;
  const modern = NEW_IN_URL.exec(url);
  if (modern !== null) {
    const parts = decoded(modern[2] ?? '').replaceAll(' ', '+');
    const kind = (modern[1] ?? '').toLowerCase();
    return parseCourse(`${COURSES[kind]}:${parts.split(/\+(?:type|branch|version)@/, 1)[0]}`);
  }
  const old = OLD_IN_URL.exec(url);
  return old === null ? null : parseCourse(old[1]);
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
