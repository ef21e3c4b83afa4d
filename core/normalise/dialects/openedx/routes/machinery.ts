import { DENIED, type Routes } from './route.ts';

/** Assets, heartbeats, sinks and plumbing. */
export const MACHINERY: Routes = [
  ['/static/** /c4x/** /assets/courseware/** /xblock/resource/** /xmodule/** /media/** /profile-images/** /theming/**', DENIED],
  ['/favicon.ico /robots.txt /jsi18n /jsi18n/** /i18n.js /i18n/** /lang_pref/** /update_lang', DENIED],
  ['/heartbeat /heartbeat/** /event /performance /status /status/** /notify/** /segmentio/** /help_token/**', DENIED],
  ['/xdomain_proxy.html /rss_proxy /403 /404 /429 /500 /__debug__/**', DENIED],
];

const ASSET_KEY = /^\/(?:asset-v1:|assets\/courseware\/)/;
// A dot and one of these at the end: no page of the platform is called so.
const ASSET = /\.(?:css|eot|gif|ico|jpe?g|js|json|map|mp[34]|pdf|png|srt|svg|swf|ttf|vtt|webm|webp|woff2?|xml|zip|gz)$/i;

/** A file, by its key or by its name. */
export function isAsset(path: string): boolean {
  return ASSET_KEY.test(path) || ASSET.test(path);
}
