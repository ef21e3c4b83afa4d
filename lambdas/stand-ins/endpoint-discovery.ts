/*
 * Stands in a bundle for @aws-sdk/middleware-endpoint-discovery: the client of DynamoDB prepares it, with a cache of addresses, and none of
 * its commands uses it.
 */

export function resolveEndpointDiscoveryConfig<T>(config: T): T {
  return config;
}

export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
};
