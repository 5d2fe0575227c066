import { historyToolStyles } from '../history/history-tools.css';
import { HistoryTools } from '../history/history-tools';
import type { HistoryKit } from '../history/kit';
import type { HistoryView } from '../views/history-view';

export type { HistoryTools };

let sheet: CSSStyleSheet | null = null;

/** Makes what the history offers beyond the ChatKit protocol, for a panel. */
export function tools(view: HistoryView, kit: HistoryKit): HistoryTools {
  const root = view.getRootNode() as ShadowRoot;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(historyToolStyles);
  }
  if (root.adoptedStyleSheets && !root.adoptedStyleSheets.includes(sheet)) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
  return new HistoryTools(view, kit);
}
