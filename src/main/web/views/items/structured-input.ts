import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Chat } from '../../element/chat';
import { icon } from '../../icons/icons';
import type { InputAnswer, StructuredInput, StructuredInputItem } from '../../protocol/wire';
import { objectsOf, textOf, textsOf } from '../values';
import { define, Part } from '../view';

type Answers = Map<string, string[]>;

/** Answers that have not been sent, by thread and item, so that they stay when the item is scrolled away or another thread is shown. */
const unsent = new WeakMap<Chat, Map<string, Answers>>();

/** Questions of the assistant: `<ck-structured-input .chat .item ?busy>`. */
export class StructuredInputView extends Part {
  static override properties = { ...Part.properties, item: { attribute: false }, busy: { type: Boolean } };
  declare item: StructuredInputItem;
  /** Whether a turn is running, so that nothing can be sent. */
  declare busy: boolean;

  private get answers(): Answers {
    const { chat, item } = this;
    const ofItems = unsent.get(chat) ?? new Map<string, Answers>();
    unsent.set(chat, ofItems);
    const key = `${item.thread_id} ${item.id}`;
    const answers = ofItems.get(key) ?? new Map<string, string[]>();
    ofItems.set(key, answers);
    return answers;
  }

  protected override content() {
    const inputs = objectsOf(this.item.inputs, 50);
    return this.item.status === 'pending' ? this.form(inputs) : this.answered(inputs);
  }

  private form(inputs: readonly StructuredInput[]) {
    const { answers, busy } = this;
    const complete = inputs.some((input) => answers.get(input.id)?.some((value) => value.trim() !== ''));
    return html`<form class="questions" @submit=${this.submit}>
      ${repeat(
        inputs,
        (input) => input.id,
        (input, index) => (input.type === 'multiple_choice' ? this.choice(input, index) : this.freeform(input, index)),
      )}
      <div class="form-actions">
        <button type="button" ?disabled=${busy} @click=${this.skip}>${this.t('input.skip')}</button>
        <button class="primary" ?disabled=${busy || !complete}>${this.t('input.submit')}</button>
      </div>
    </form>`;
  }

  private choice(input: Extract<StructuredInput, { type: 'multiple_choice' }>, index: number) {
    const chosen = this.answers.get(input.id) ?? [];
    const type = input.multiple ? 'checkbox' : 'radio';
    return html`<fieldset ?disabled=${this.busy}>
      <legend>${textOf(input.question, 2000)}</legend>
      ${objectsOf(input.options, 200).map(({ value }) => html`<label class="choice">
        <input type=${type} name="question-${this.item.id}-${index}" .checked=${chosen.includes(value)} @change=${(event: Event) => this.choose(input, value, event)} />
        <span>${textOf(value, 1000)}</span>
      </label>`)}
    </fieldset>`;
  }

  private freeform(input: StructuredInput, index: number) {
    const id = `question-${this.item.id}-${index}`;
    const description = input.type === 'freeform' ? textOf(input.description, 2000) : '';
    return html`<div class="question">
      <label for=${id}>${textOf(input.question, 2000)}</label>
      ${description ? html`<div class="muted" id="${id}-description">${description}</div>` : nothing}
      <textarea
        id=${id}
        rows="2"
        aria-describedby=${description ? `${id}-description` : nothing}
        ?disabled=${this.busy}
        .value=${this.answers.get(input.id)?.[0] ?? ''}
        @input=${(event: Event) => this.set(input.id, [(event.target as HTMLTextAreaElement).value])}
      ></textarea>
    </div>`;
  }

  private choose(input: Extract<StructuredInput, { type: 'multiple_choice' }>, value: string, event: Event): void {
    const { checked } = event.target as HTMLInputElement;
    const others = input.multiple ? (this.answers.get(input.id) ?? []).filter((other) => other !== value) : [];
    this.set(input.id, checked ? [...others, value] : others);
  }

  private set(id: string, values: string[]): void {
    this.answers.set(id, values);
    this.requestUpdate();
  }

  private readonly submit = (event: Event) => {
    event.preventDefault();
    const answers: Record<string, InputAnswer> = {};
    for (const { id } of objectsOf(this.item.inputs)) {
      const values = (this.answers.get(id) ?? []).filter((value) => value.trim() !== '');
      answers[id] = { values, skipped: values.length === 0 };
    }
    this.send('answered', answers);
  };

  private readonly skip = () => {
    this.send('skipped', Object.fromEntries(objectsOf(this.item.inputs).map(({ id }) => [id, { values: [], skipped: true }])));
  };

  private send(status: 'answered' | 'skipped', answers: Record<string, InputAnswer>): void {
    if (!this.busy) {
      void this.chat.conversation.answer(this.item.id, status, answers);
    }
  }

  private answered(inputs: readonly StructuredInput[]) {
    return html`<dl class="answers">
      ${inputs.map((input) => {
        const values = textsOf(input.answer?.values);
        return html`<dt>${textOf(input.question, 2000)}</dt>
          ${values.length > 0
            ? values.map((value) => html`<dd>${icon('check')}<span>${textOf(value, 5000)}</span></dd>`)
            : html`<dd class="muted">${this.t('input.skipped')}</dd>`}`;
      })}
    </dl>`;
  }
}

define('ck-structured-input', StructuredInputView);
