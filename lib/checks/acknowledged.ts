import type { App } from 'aws-cdk-lib';

export function accept(_app: App): void {}
