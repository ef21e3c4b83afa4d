import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Item, text } from './attributes.ts';
import type { Key } from './keys.ts';

/** What must hold of an item for a write to happen; several hold together. */
export type Condition =
  | { readonly is: 'attribute_exists' | 'attribute_not_exists'; readonly name: string }
  | { readonly is: '=' | '<'; readonly name: string; readonly value: AttributeValue }
  | { readonly is: 'OR'; readonly of: readonly Condition[] };

export const present = (name: string): Condition => ({ is: 'attribute_exists', name });
export const absent = (name: string): Condition => ({ is: 'attribute_not_exists', name });
export const equal = (name: string, value: AttributeValue): Condition => ({ is: '=', name, value });
export const below = (name: string, value: AttributeValue): Condition => ({ is: '<', name, value });
export const either = (...of: readonly Condition[]): Condition => ({ is: 'OR', of });

export interface Put {
  readonly kind: 'put';
  readonly key: Key;
  readonly item: Item;
  readonly when?: readonly Condition[];
}
export interface Update {
  readonly kind: 'update';
  readonly key: Key;
  readonly set?: Item;
  /** Set only where there is none yet. */
  readonly begin?: Item;
  readonly add?: Readonly<Record<string, AttributeValue>>;
  readonly remove?: readonly string[];
  readonly when?: readonly Condition[];
}
export interface Delete {
  readonly kind: 'delete';
  readonly key: Key;
  readonly when?: readonly Condition[];
}
export type Write = Put | Update | Delete;

export const keyItem = ({ pk, sk }: Key): Item => ({ pk: text(pk), sk: text(sk) });

/** Names and values as placeholders, since many names are reserved words. */
class Placeholders {
  readonly #names = new Map<string, string>();
  readonly #values: Item = {};

  name(name: string): string {
    const known = this.#names.get(name) ?? `#n${this.#names.size}`;
    this.#names.set(name, known);
    return known;
  }

  value(value: AttributeValue): string {
    const made = `:v${Object.keys(this.#values).length}`;
    this.#values[made] = value;
    return made;
  }

  condition(conditions: readonly Condition[], glue: ' AND ' | ' OR ' = ' AND '): string {
    const parts = conditions.map((one) => {
      if (one.is === 'OR') return `(${this.condition(one.of, ' OR ')})`;
      if (one.is === '=' || one.is === '<') return `${this.name(one.name)} ${one.is} ${this.value(one.value)}`;
      return `${one.is}(${this.name(one.name)})`;
    });
    return parts.join(glue);
  }

  get used() {
    const names = Object.fromEntries([...this.#names].map(([name, placeholder]) => [placeholder, name]));
    return {
      // DynamoDB refuses empty maps.
      ...(this.#names.size > 0 ? { ExpressionAttributeNames: names } : {}),
      ...(Object.keys(this.#values).length > 0 ? { ExpressionAttributeValues: this.#values } : {}),
    };
  }
}

/** The parameters that PutItem, UpdateItem, DeleteItem and the parts of a transaction have in common. */
export function conditionOf({ when = [] }: Write, placeholders = new Placeholders()) {
  const condition = when.length > 0 ? { ConditionExpression: placeholders.condition(when) } : {};
  return { ...condition, ...placeholders.used };
}

export function updateOf(update: Update) {
  const placeholders = new Placeholders();
  const sets = Object.entries(update.set ?? {}).map(([name, value]) => `${placeholders.name(name)} = ${placeholders.value(value)}`);
  for (const [name, value] of Object.entries(update.begin ?? {})) {
    const own = placeholders.name(name);
    sets.push(`${own} = if_not_exists(${own}, ${placeholders.value(value)})`);
  }
  const adds = Object.entries(update.add ?? {}).map(([name, value]) => `${placeholders.name(name)} ${placeholders.value(value)}`);
  const removes = (update.remove ?? []).map((name) => placeholders.name(name));
  const clauses = [
    ['SET', sets],
    ['ADD', adds],
    ['REMOVE', removes],
  ] as const;
  const UpdateExpression = clauses.flatMap(([word, parts]) => (parts.length > 0 ? [`${word} ${parts.join(', ')}`] : [])).join(' ');
  return { UpdateExpression, ...conditionOf(update, placeholders) };
}
