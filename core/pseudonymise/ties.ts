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
  parent: Node | null;
  links: AliasLink[];
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
      a.links.push(...b.links);
      a.userIds += b.userIds;
    }
  }
  const clusters = [...new Set([...nodes.values()].map(find))].map((node) => ({ links: node.links }));
  return { clusters, conflicts };
}

function nodeOf(nodes: Map<AliasToken, Node>, link: AliasLink): Node {
  const known = nodes.get(link.alias);
  if (known !== undefined) return known;
  const node: Node = { parent: null, links: [link], userIds: link.isUserId ? 1 : 0 };
  nodes.set(link.alias, node);
  return node;
}

function find(node: Node): Node {
  let root = node;
  while (root.parent !== null) root = root.parent;
  return root;
}
