import type { RulesName } from '#core/normalise/rules.ts';
import type { SourceRecord } from '#core/ports/registry.ts';

/**
 * The rules that a source's items must keep; null = they are read as they are. A strict source asked for them. A lenient one is held
 * to them item by item, unless it is a platform that is known to break them and is read all the same.
 */
export function heldTo({ policy, platform }: SourceRecord, rules: RulesName): RulesName | null {
  return policy === 'strict' || platform === 'other' ? rules : null;
}
