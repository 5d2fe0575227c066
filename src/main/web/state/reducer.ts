import type { AssistantMessageItem, ItemUpdate, ThreadItem, UnknownItem, WidgetNode, WorkflowItem } from '../protocol/wire';

export type AnyItem = ThreadItem | UnknownItem;

/**
 * Applies an update to an item.
 *
 * @returns a new item that shares what has not changed, so that views compare identities; the item itself if the update does not
 *     fit it or is unknown
 */
export function applyUpdate(item: AnyItem, update: ItemUpdate): AnyItem {
  switch (update.type) {
    case 'assistant_message.content_part.added':
    case 'assistant_message.content_part.done':
      return message(item, update.content_index, () => update.content);
    case 'assistant_message.content_part.text_delta':
      return message(item, update.content_index, (part) => ({ ...part, text: part.text + update.delta }));
    case 'assistant_message.content_part.annotation_added':
      return message(item, update.content_index, (part) => {
        const annotations = [...part.annotations];
        annotations[Math.min(update.annotation_index, annotations.length)] = update.annotation;
        return { ...part, annotations };
      });
    case 'widget.root.updated':
      return item.type === 'widget' ? ({ ...item, widget: update.widget } as AnyItem) : item;
    case 'widget.component.updated':
      return widget(item, update.component_id, () => update.component);
    case 'widget.streaming_text.value_delta':
      return widget(item, update.component_id, (node) => ({
        ...node,
        value: (typeof node['value'] === 'string' ? node['value'] : '') + update.delta,
        streaming: !update.done,
      }));
    case 'workflow.task.added':
    case 'workflow.task.updated':
      if (item.type === 'workflow') {
        const workflow = (item as WorkflowItem).workflow;
        const tasks = [...workflow.tasks];
        tasks[Math.min(update.task_index, tasks.length)] = update.task;
        return { ...(item as WorkflowItem), workflow: { ...workflow, tasks } };
      }
      return item;
    case 'generated_image.updated':
      return item.type === 'generated_image' ? ({ ...item, image: update.image, progress: update.progress } as AnyItem) : item;
    default:
      return item;
  }
}

function message(
  item: AnyItem,
  index: number,
  change: (part: AssistantMessageItem['content'][number]) => AssistantMessageItem['content'][number],
): AnyItem {
  if (item.type !== 'assistant_message') {
    return item;
  }
  const current = item as AssistantMessageItem;
  const content = [...current.content];
  const at = Math.min(Math.max(index, 0), content.length);
  content[at] = change(content[at] ?? { type: 'output_text', text: '', annotations: [] });
  return { ...current, content };
}

function widget(item: AnyItem, id: string, change: (node: WidgetNode) => WidgetNode): AnyItem {
  if (item.type !== 'widget') {
    return item;
  }
  const root = (item as { widget: WidgetNode }).widget;
  const changed = replaceNode(root, id, change, 0);
  return changed === root ? item : ({ ...item, widget: changed } as AnyItem);
}

/** Replaces the node with an ID, and the path to it. */
function replaceNode(node: WidgetNode, id: string, change: (node: WidgetNode) => WidgetNode, depth: number): WidgetNode {
  if (node.id === id) {
    return change(node);
  }
  const children = node['children'];
  if (depth > 100 || typeof children !== 'object' || children === null) {
    return node;
  }
  if (!Array.isArray(children)) {
    const changed = replaceNode(children as WidgetNode, id, change, depth + 1);
    return changed === children ? node : { ...node, children: changed };
  }
  for (let i = 0; i < children.length; i++) {
    const child: unknown = children[i];
    if (typeof child === 'object' && child !== null) {
      const changed = replaceNode(child as WidgetNode, id, change, depth + 1);
      if (changed !== child) {
        return { ...node, children: children.with(i, changed) };
      }
    }
  }
  return node;
}
