import type { AliasLink } from '#core/ports/registry.ts';
import type { AliasToken } from './pseudonym.ts';
import type { Named } from './resolve.ts';

/** Names that belong to one learner, strongest first. */
export interface Cluster {
  readonly links: readonly AliasLink[];
}

export interface United {
  readonly clusters: readonly Cluster[];
  /** Ties that would have put two user ids together, and were not made. */
  readonly conflicts: number;
}

interface Node {
  readonly link: AliasLink;
  parent: Node | null;
  /** The cluster's links are a list that begins with its root's: two lists become one in one step, however long they are. */
  next: Node | null;
  /** Of a root only; null: itself. */
  last: Node | null;
  userIds: number;
}

/**
 * Unites the names of a group: two names in one person object tie, and ties chain, but never so that two user ids of the
 * source become one learner. Then the stronger name decides and the weaker one stays with whom it was first seen.
 */
export function unite(people: readonly Named[]): United {
  const nodes = new Map<AliasToken, Node>();
  const seen = new Set<string>();
  let conflicts = 0;
  for (const { links } of people) {
    const [first, ...rest] = links;
    const signature = links.length === 1 ? first.alias : links.map((link) => link.alias).join();
    if (seen.has(signature)) continue;
    seen.add(signature);
    const root = nodeOf(nodes, first);
    for (const link of rest) {
      const a = find(root);
      const b = find(nodeOf(nodes, link));
      if (a === b) continue;
      if (a.userIds + b.userIds > 1) {
        conflicts++;
        continue;
      }
      b.parent = a;
      (a.last ?? a).next = b;
      a.last = b.last ?? b;
      a.userIds += b.userIds;
    }
  }
  const clusters = [...new Set([...nodes.values()].map(find))].map((root) => ({ links: [...linksFrom(root)] }));
  return { clusters, conflicts };
}

function nodeOf(nodes: Map<AliasToken, Node>, link: AliasLink): Node {
  const known = nodes.get(link.alias);
  if (known !== undefined) return known;
  const node: Node = { link, parent: null, next: null, last: null, userIds: link.isUserId ? 1 : 0 };
  nodes.set(link.alias, node);
  return node;
}

function* linksFrom(root: Node): Generator<AliasLink> {
  for (let node: Node | null = root; node !== null; node = node.next) yield node.link;
}

function find(node: Node): Node {
  let root = node;
  while (root.parent !== null) root = root.parent;
  // The way there is kept short: ten thousand names that chain over one mailbox would else be walked for each of them.
  for (let at = node; at !== root && at.parent !== null; ) {
    const next: Node = at.parent;
    at.parent = root;
    at = next;
  }
  return root;
}
