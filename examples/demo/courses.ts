import type { Dice } from './random.ts';

export interface Unit {
  readonly chapter: string;
  readonly section: string;
  readonly video: string;
  /** Seconds. */
  readonly videoLength: number;
  readonly problem: string;
  /** How hard its problem is: 0 easy, 1 hopeless. */
  readonly hardness: number;
}

export interface Course {
  readonly id: string;
  readonly title: string;
  readonly units: readonly Unit[];
  /** The id of a block as a page or a server event writes it. */
  usage(type: string, block: string): string;
}

const UNITS = 4;

/** Three courses; one has the ids that Open edX gave before 2014. */
export function courses(dice: Dice): readonly Course[] {
  return [
    modern('UExemple', 'PHY101', '2025_printemps', 'Physique pour tous', dice),
    modern('UExemple', 'MED204', '2025_printemps', 'Éthique du soin', dice),
    legacy('UExemple', 'HIST3', '2013_T2', 'Histoire de la Méditerranée', dice),
  ];
}

function modern(org: string, course: string, run: string, title: string, dice: Dice): Course {
  return {
    id: `course-v1:${org}+${course}+${run}`,
    title,
    units: units(dice),
    usage: (type, block) => `block-v1:${org}+${course}+${run}+type@${type}+block@${block}`,
  };
}

function legacy(org: string, course: string, run: string, title: string, dice: Dice): Course {
  return {
    id: `${org}/${course}/${run}`,
    title,
    units: units(dice),
    usage: (type, block) => `i4x://${org}/${course}/${type}/${block}`,
  };
}

function units(dice: Dice): readonly Unit[] {
  return Array.from({ length: UNITS }, (_, i) => ({
    chapter: dice.hex(32),
    section: dice.hex(32),
    video: dice.hex(32),
    videoLength: dice.whole(240, 900),
    problem: dice.hex(32),
    hardness: 0.1 + 0.2 * i,
  }));
}
