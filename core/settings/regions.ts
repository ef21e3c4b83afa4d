export const HOME_REGION = 'eu-west-3';

/** AWS regions in the European Union, by AWS's name. Not among them: eu-west-2 (London) and eu-central-2 (Zurich). */
export const EU_REGIONS = ['eu-west-1', 'eu-west-3', 'eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2'] as const;

/** Where everything is deployed. */
export function regionOf({
  region,
  region_override: override,
}: {
  readonly region: string;
  readonly region_override?: { readonly region: string } | undefined;
}): string {
  return override?.region ?? region;
}
