import { defineChart } from '../widgets/chart-view';
import { controlStyles } from '../widgets/controls.css';
import { provide as provideKit, type Kit } from '../widgets/kit';
import { widgetColors } from '../widgets/widget-colors.css';
import { WidgetController } from '../widgets/widget-controller';
import type { WidgetView } from '../widgets/widget-view';
import { widgetStyles } from '../widgets/widget.css';

let sheet: CSSStyleSheet | null = null;

/** Takes what is shared with the element. */
export function provide(kit: Kit): void {
  provideKit(kit);
  defineChart();
}

/** Takes over a view. */
export function control(view: WidgetView): WidgetController {
  const root = view.getRootNode() as ShadowRoot;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(widgetStyles + controlStyles + widgetColors);
  }
  if (root.adoptedStyleSheets && !root.adoptedStyleSheets.includes(sheet)) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
  return new WidgetController(view);
}
