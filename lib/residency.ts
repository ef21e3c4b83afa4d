import { type App, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { EU_REGIONS, HOME_REGION, regionOf } from '#core/settings/regions.ts';
import type { Settings } from '#core/settings/schema.ts';

/**
 * Fails synthesis when any stack of the app, ours or one added later, would stand elsewhere than the settings say: in
 * eu-west-3, or in the EU region that is overridden to with a reason. A stack without a fixed region would follow
 * whatever AWS profile deploys it, so it fails too.
 */
export function stayAtHome(app: App, settings: Settings): void {
  app.node.addValidation({
    validate: () =>
      app.node
        .findAll()
        .filter(isStack)
        .flatMap((stack) => complaint(stack, settings)),
  });
}

const isStack = (node: IConstruct): node is Stack => Stack.isStack(node);

function complaint({ region, node }: Stack, settings: Settings): string[] {
  const wanted = regionOf(settings);
  const inEurope = wanted === HOME_REGION || (settings.region_override !== undefined && EU_REGIONS.some((each) => each === wanted));
  if (inEurope && region === wanted) return [];
  const said = inEurope ? wanted : `${HOME_REGION}, or an EU region by region_override with its reason`;
  return [`${node.path} must be in ${said}; it is in ${/^[a-z0-9-]+$/.test(region) ? region : 'no fixed region'}.`];
}
