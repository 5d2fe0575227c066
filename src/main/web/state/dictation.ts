import { RequestError, type ChatKitClient } from '../protocol/client';
import type { ComposerState } from './composer';
import { Observable } from './observable';

/** Seconds after which a recording ends by itself. */
export const MAX_SECONDS = 300;
/** Enough for speech; five minutes are 1.2 MB. */
const BITS_PER_SECOND = 32_000;
/** What servers of ChatKit are sent, in order of preference. */
const MIME_TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];

export type DictationFailure = 'denied' | 'no-microphone' | 'failed' | 'transcription' | 'nothing-heard';

/** What dictation needs from the chat. */
export interface DictationHost {
  readonly client: ChatKitClient;
  readonly composer: ComposerState;
  failed(error: Error): void;
}

/** Records speech and has the server transcribe it; the words go where the caret is. */
export class Dictation extends Observable {
  status: 'idle' | 'starting' | 'recording' | 'transcribing' = 'idle';
  failure: DictationFailure | null = null;
  /** What the server says about the failure. */
  detail: string | null = null;
  /** Since when there is a recording, in milliseconds. */
  startedAt = 0;

  private recorder: MediaRecorder | null = null;
  private abort: AbortController | null = null;
  private limit: ReturnType<typeof setTimeout> | undefined;
  private meter: Meter | null = null;

  constructor(private readonly host: DictationHost) {
    super();
  }

  /** Whether this browser, and this page, can record. */
  static get supported(): boolean {
    return typeof MediaRecorder !== 'undefined' && typeof navigator.mediaDevices?.getUserMedia === 'function' && mimeType() !== undefined;
  }

  /** How loud it is now, 0 to 1. */
  get level(): number {
    return this.meter?.level() ?? 0;
  }

  async start(): Promise<void> {
    if (this.status !== 'idle') {
      return;
    }
    const abort = (this.abort = new AbortController());
    this.enter('starting');
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (abort.signal.aborted) {
        stopTracks(stream);
        return;
      }
      this.record(stream, abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) {
        const name = (error as Error).name;
        this.fail(name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : name === 'NotFoundError' ? 'no-microphone' : 'failed', error);
      }
    }
  }

  /** Ends the recording, which is then transcribed. */
  stop(): void {
    if (this.status === 'recording') {
      this.enter('transcribing');
      this.recorder?.stop();
    }
  }

  /** Gives the recording up. */
  cancel(): void {
    this.abort?.abort();
    if (this.recorder && this.recorder.state !== 'inactive') {
      this.recorder.stop();
    }
    if (this.status !== 'idle') {
      this.enter('idle');
    }
  }

  dismissFailure(): void {
    this.failure = null;
    this.changed();
  }

  private record(stream: MediaStream, signal: AbortSignal): void {
    const chunks: Blob[] = [];
    const recorder = (this.recorder = new MediaRecorder(stream, { mimeType: mimeType()!, audioBitsPerSecond: BITS_PER_SECOND }));
    recorder.ondataavailable = (event) => chunks.push(event.data);
    recorder.onerror = () => signal.aborted || this.fail('failed', new Error('The recording failed'));
    recorder.onstop = () => {
      stopTracks(stream);
      if (!signal.aborted) {
        void this.transcribe(new Blob(chunks), recorder.mimeType, signal);
      }
    };
    recorder.start();
    this.meter = Meter.of(stream);
    this.startedAt = Date.now();
    this.limit = setTimeout(() => this.stop(), MAX_SECONDS * 1000);
    this.enter('recording');
  }

  private async transcribe(audio: Blob, mimeType: string, signal: AbortSignal): Promise<void> {
    // the microphone may have ended the recording
    this.enter('transcribing');
    try {
      const audioBase64 = await base64(audio);
      const { text } = await this.host.client.call({ type: 'input.transcribe', params: { audio_base64: audioBase64, mime_type: mimeType } }, signal);
      if (signal.aborted) {
        return;
      }
      const words = typeof text === 'string' ? text.trim() : '';
      this.enter('idle');
      if (words === '') {
        this.failure = 'nothing-heard';
        this.changed();
      } else {
        this.host.composer.insertWords(words);
      }
      this.host.composer.requestFocus();
    } catch (error) {
      if (!signal.aborted) {
        this.fail('transcription', error);
      }
    }
  }

  private fail(failure: DictationFailure, error: unknown): void {
    this.abort?.abort();
    if (this.recorder && this.recorder.state !== 'inactive') {
      this.recorder.stop();
    }
    this.enter('idle');
    this.failure = failure;
    this.detail = error instanceof RequestError ? error.detail : null;
    this.changed();
    this.host.composer.requestFocus();
    this.host.failed(error instanceof Error ? error : new Error(String(error)));
  }

  private enter(status: Dictation['status']): void {
    this.status = status;
    this.failure = null;
    this.detail = null;
    if (status !== 'recording') {
      clearTimeout(this.limit);
      this.meter?.close();
      this.meter = null;
    }
    if (status === 'idle') {
      this.recorder = null;
    }
    this.host.composer.setDictating(status !== 'idle');
    this.changed();
  }
}

/** Measures how loud a stream is. */
class Meter {
  private readonly samples: Uint8Array<ArrayBuffer>;

  private constructor(
    private readonly context: AudioContext,
    private readonly analyser: AnalyserNode,
  ) {
    this.samples = new Uint8Array(analyser.fftSize);
  }

  /** @returns null where this is not possible: there is a recording without it */
  static of(stream: MediaStream): Meter | null {
    try {
      const context = new AudioContext();
      const analyser = context.createAnalyser();
      analyser.fftSize = 512;
      context.createMediaStreamSource(stream).connect(analyser);
      return new Meter(context, analyser);
    } catch {
      return null;
    }
  }

  level(): number {
    this.analyser.getByteTimeDomainData(this.samples);
    const peak = this.samples.reduce((max, sample) => Math.max(max, Math.abs(sample - 128)), 0);
    return Math.min(1, peak / 64);
  }

  close(): void {
    this.context.close().catch(() => undefined);
  }
}

function mimeType(): string | undefined {
  return MIME_TYPES.find((type) => MediaRecorder.isTypeSupported(type));
}

function stopTracks(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop());
}

async function base64(blob: Blob): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('The recording cannot be read'));
    reader.readAsDataURL(blob);
  });
  return url.slice(url.indexOf(',') + 1);
}
