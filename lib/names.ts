/** Names that two stacks must agree on without a reference between them. */

/** The machine's own roles; people's roles are `operator`, `dpo` and `researcher-<id>`. */
export type Part = 'receive' | 'process' | 'redrive' | 'merge' | 'query' | 'schedule' | 'trail';

/** Roles that may derive from the vault's keys. The key policy names them, so they are fixed before they exist. */
export const MAC_ROLES = ['receive', 'process'] as const satisfies readonly Part[];

/** The functions that run in these roles. */
export const MAC_FUNCTIONS = ['receive', 'process', 'replay'] as const;

/** Fixed: the vault's key policy and the buckets' policies name roles of stacks that are deployed later. */
export function roleName(name: string, part: Part | 'operator' | 'dpo'): string {
  return `${name}-${part}`;
}

export function researcherRoleName(name: string, researcher: string): string {
  return `${name}-researcher-${researcher}`;
}

/** Athena reads names without quotes only when they have no hyphen. */
export function databaseName(name: string): string {
  return name.replaceAll('-', '_');
}

export function researcherDatabaseName(name: string, researcher: string): string {
  return databaseName(`${name}-researcher-${researcher}`);
}

/** One workgroup for each reader: its limits, its result folder, its bill. */
export function workgroupName(name: string, reader: string): string {
  return `${name}-${reader}`;
}

/** All log groups stand under one name, so that the data key's policy can say which may use it. */
export function logGroupName(name: string, part: string): string {
  return `/${name}/${part}`;
}

/** Under which name the house's own metrics stand in CloudWatch. */
export const METRICS = 'Sillage';

/** Tasks of merge, and folders of staging. Changing it would leave staged rows behind. */
export const SHARDS = 4;
