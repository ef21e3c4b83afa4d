import type { App } from 'aws-cdk-lib';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: { readonly [name: string]: Json };
  readonly deletion: string | undefined;
  readonly replacement: string | undefined;
}

interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Type: string;
        readonly Properties?: Resource['properties'];
        readonly DeletionPolicy?: string;
        readonly UpdateReplacePolicy?: string;
      }
    >
  >;
  readonly Outputs?: Readonly<Record<string, { readonly Value: Json; readonly Export?: { readonly Name: string } }>>;
}

/** All templates of an app, read as one. */
export class Cloud {
  readonly resources: readonly Resource[];
  readonly outputs: ReadonlyMap<string, string>;
  readonly regions: ReadonlyMap<string, string>;
  readonly #exports = new Map<string, Json>();

  constructor(app: App) {
    const { stacks } = app.synth();
    const templates = stacks.map((stack) => ({ stack: stack.stackName, template: stack.template as Template }));
    this.regions = new Map(stacks.map(({ stackName, environment }) => [stackName, environment.region]));
    for (const { template } of templates) {
      for (const { Value, Export } of Object.values(template.Outputs ?? {}))
        if (Export !== undefined) this.#exports.set(Export.Name, Value);
    }
    this.resources = templates.flatMap(({ stack, template }) =>
      Object.entries(template.Resources).map(([id, { Type, Properties, DeletionPolicy, UpdateReplacePolicy }]) => ({
        stack,
        id: plain(id),
        type: Type,
        properties: Properties ?? {},
        deletion: DeletionPolicy,
        replacement: UpdateReplacePolicy,
      })),
    );
    const own = templates.flatMap(({ template }) =>
      Object.entries(template.Outputs ?? {}).filter(([, { Export }]) => Export === undefined),
    );
    this.outputs = new Map(own.map(([id, { Value }]) => [id, this.read(Value)]));
  }

  of(type: string): readonly Resource[] {
    return this.resources.filter((each) => each.type === type);
  }

  /** A value as people read it: `<Raw.Arn>/raw/*`, whichever stack the reference comes from. */
  read(value: Json | undefined): string {
    if (value === undefined) return '';
    if (value === null || typeof value !== 'object') return String(value);
    if (Array.isArray(value)) return value.map((each) => this.read(each)).join(', ');
    const [[name, inside] = ['', null]] = Object.entries(value);
    const parts = Array.isArray(inside) ? inside : [];
    if (name === 'Ref') return `<${plain(String(inside))}>`;
    if (name === 'Fn::GetAtt') return `<${plain(String(parts[0]))}.${String(parts[1])}>`;
    if (name === 'Fn::ImportValue') return this.read(this.#exports.get(String(inside)) ?? `no export ${String(inside)}`);
    if (name === 'Fn::Join') return (parts[1] as readonly Json[]).map((each) => this.read(each)).join(String(parts[0]));
    return JSON.stringify(value);
  }
}

/** Without the library's eight hexadecimal digits. */
function plain(id: string): string {
  return id.replace(/[0-9A-F]{8}$/, '');
}

export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
