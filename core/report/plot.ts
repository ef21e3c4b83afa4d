import {
  BarChart,
  type BarSeriesOption,
  HeatmapChart,
  type HeatmapSeriesOption,
  LineChart,
  type LineSeriesOption,
  ScatterChart,
  type ScatterSeriesOption,
} from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  VisualMapComponent,
  type VisualMapComponentOption,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Figure } from './section.ts';

/** What our plots are made of. */
export type PlotOption = echarts.ComposeOption<
  | BarSeriesOption
  | HeatmapSeriesOption
  | LineSeriesOption
  | ScatterSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | VisualMapComponentOption
>;

echarts.use([BarChart, HeatmapChart, LineChart, ScatterChart, GridComponent, LegendComponent, VisualMapComponent, SVGRenderer]);

/** Told apart by colour-blind readers and in grey print (Okabe and Ito, 2008). */
export const COLOURS = { main: '#0072b2', second: '#d55e00', third: '#009e73', grey: '#767676' } as const;

const TEXT = { fontFamily: 'system-ui, sans-serif', fontSize: 12, color: '#222' };

/** Below this width, in CSS pixels, a plot is for a telephone. */
export const NARROW = 480;

const HOUSE: PlotOption = {
  animation: false,
  backgroundColor: '#fff',
  color: [COLOURS.main, COLOURS.second, COLOURS.third],
  textStyle: TEXT,
};

/** A figure as SVG text, drawn without a browser; scripts of its own it has none. @param width in CSS pixels */
export function svgOf({ option, height }: Figure, width: number): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ ...HOUSE, ...option(width) });
    return still(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/** Without what the library adds for its own scripts and for the mouse: nothing happens on this page. */
function still(svg: string): string {
  return svg.replace(/<style[\s\S]*?<\/style>/g, '').replace(/ (?:class="zr\d*-cls-\d+"|ecmeta_\w+="[^"]*"|pointer-events="\w+")/g, '');
}
