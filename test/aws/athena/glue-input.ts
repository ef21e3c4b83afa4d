import type { TableInput } from '@aws-sdk/client-glue';
import type { GlueTable } from '#core/query/glue-table.ts';

/** A table or view of the stacks as Glue's API wants it: CloudFormation writes the same names with a small first letter. */
export function glueInput(table: GlueTable): TableInput {
  return capitalised(table) as TableInput;
}

function capitalised(value: unknown, inParameters = false): unknown {
  if (Array.isArray(value)) return value.map((item) => capitalised(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const key = inParameters ? name : name.charAt(0).toUpperCase() + name.slice(1);
      return [key, capitalised(inner, name === 'parameters')];
    }),
  );
}
