/** Every text of the element, in English. `{0}` and so on are replaced. Other languages have the same keys. */
export const english = {
  'chat.title': 'Chat',
  'composer.placeholder': 'Message the AI',
  'composer.label': 'Message',
  'composer.send': 'Send message',
  'composer.stop': 'Stop response',
  'start.greeting': 'What can I help with today?',
  'thread.new': 'New conversation',
  'thread.untitled': 'Untitled',
  'history.title': 'Conversations',
  'history.open': 'Show conversations',
  'history.close': 'Close conversations',
  'loading': 'Loading',
  'retry': 'Try again',
  'message.failed': 'The message was not sent.',
  'message.resend': 'Send again',
  'message.edit': 'Edit',
  'error.turn': 'The response failed.',
  'item.unknown': 'This part cannot be shown here.',
  'code.copy': 'Copy',
  'copied': 'Copied',
};

export type TextKey = keyof typeof english;
