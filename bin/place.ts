import { regionOf } from '#core/settings/regions.ts';
import type { GlobalOptions } from './commands/global-options.ts';
import type { Cloud, CloudPlace, Edition, Stores } from './edition.ts';

/** The deployed installation of which the configuration speaks. */
export function cloudPlace({ settings }: GlobalOptions): CloudPlace {
  return { name: settings.name, region: regionOf(settings) };
}

export function openCloud(options: GlobalOptions, edition: Edition): Promise<Cloud> {
  return edition.openCloud(cloudPlace(options));
}

/** What a command works on: the data folder, or with --aws the deployed installation. */
export function openStores(options: GlobalOptions, edition: Edition, { create }: { readonly create: boolean }): Promise<Stores> {
  return options.aws === true ? openCloud(options, edition) : edition.open(options.data, { create });
}
