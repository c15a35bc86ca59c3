import type { KubeManifest } from '../../manifest/kube-manifest.ts';
import { createIncrementalEngine, type IncrementalEngine, type ModelReader } from './incremental-engine.ts';
import { type ModelObject, type SlotValues, toLiveManifest, toWantedManifest } from './model-object.ts';
import { applyToModel, createModelObject, updateModel } from './model-server.ts';
import { modelSlots } from './model-slots.ts';

/** Objects of the model. */
export const MODEL_NAMES = ['one', 'two'] as const;

/** One thing that happens: to the cluster, to Git, or to what the engine has heard. */
export type ModelStep =
  | { readonly type: 'commit'; readonly name: string; readonly wanted: SlotValues | undefined }
  | { readonly type: 'flux'; readonly name: string }
  | {
      readonly type: 'edit' | 'add';
      readonly name: string;
      readonly slot: number;
      readonly choice: number;
      readonly manager: string;
    }
  | { readonly type: 'remove'; readonly name: string; readonly slot: number; readonly manager: string }
  | {
      readonly type: 'seize';
      readonly name: string;
      readonly slot: number;
      readonly choice: number;
      readonly manager: string;
    }
  | { readonly type: 'status'; readonly name: string; readonly phase: string }
  | { readonly type: 'office'; readonly name: string; readonly choice: number }
  | { readonly type: 'delete'; readonly name: string }
  | { readonly type: 'finalize'; readonly name: string }
  | { readonly type: 'recreate'; readonly name: string; readonly hasFinalizer: boolean }
  | { readonly type: 'event' | 'git' | 'look' | 'relist' };

/** A small cluster, a Git, and an engine that hears of both, each in its own time. */
export class ModelWorld implements ModelReader {
  readonly #git = new Map<string, SlotValues>();
  readonly #applied = new Set<string>();
  readonly #objects = new Map<string, ModelObject>();
  readonly #wanted = new Map<string, KubeManifest>();
  readonly #wantedValues = new Map<KubeManifest, SlotValues>();
  /** What was not heard yet; the last word on an object takes the place of those before. */
  readonly #events = new Map<string, KubeManifest | undefined>();
  readonly #news = new Map<string, KubeManifest | undefined>();
  readonly engine: IncrementalEngine = createIncrementalEngine(this);
  #clock = 0;

  read(name: string): KubeManifest | undefined {
    const object = this.#objects.get(name);
    return object === undefined ? undefined : toLiveManifest(object);
  }

  dryRun(name: string, desired: KubeManifest): KubeManifest {
    const object = this.#objects.get(name) ?? createModelObject(name, 'dry', false);
    const writer = { manager: 'atoll-agent', time: this.#now() };
    return toLiveManifest(applyToModel(object, this.valuesOf(desired), writer));
  }

  /** Gives the live object with who owns what; undefined: there is none. */
  objectOf(name: string): ModelObject | undefined {
    return this.#objects.get(name);
  }

  /** What Flux applied last, and Git so wants as far as anybody can tell. */
  wantedOf(name: string): KubeManifest | undefined {
    return this.#wanted.get(name);
  }

  /** Gives the values of a manifest that was applied once. */
  valuesOf(manifest: KubeManifest): SlotValues {
    return this.#wantedValues.get(manifest) ?? new Map<number, unknown>();
  }

  /** Does one thing; one that makes no sense now does nothing. */
  take(step: ModelStep): void {
    this.#clock += 1;
    switch (step.type) {
      case 'commit':
        if (step.wanted === undefined) this.#git.delete(step.name);
        else this.#git.set(step.name, step.wanted);
        return;
      case 'flux':
        this.#applyByFlux(step.name);
        return;
      case 'event':
        this.#hearEvent();
        return;
      case 'git':
        this.#hearNews();
        return;
      case 'look':
        this.engine.look();
        return;
      case 'relist':
        for (const name of MODEL_NAMES) this.engine.takeObject(name, this.read(name));
        return;
      case 'recreate':
        this.#recreate(step.name, step.hasFinalizer);
        return;
      default:
        this.#change(step);
    }
  }

  /** Lets everything be heard, and every question be answered. */
  settle(): void {
    while (this.#news.size > 0) this.#hearNews();
    while (this.#events.size > 0) this.#hearEvent();
    for (let asked = true; asked; asked = this.engine.look());
  }

  #now(): string {
    return new Date(Date.parse('2026-12-01T10:00:00Z') + this.#clock * 1_000)
      .toISOString()
      .replace('.000', '');
  }

  #put(name: string, object: ModelObject | undefined): void {
    if (object === this.#objects.get(name)) return;
    if (object === undefined) this.#objects.delete(name);
    else this.#objects.set(name, object);
    this.#events.set(name, object === undefined ? undefined : toLiveManifest(object));
  }

  #applyByFlux(name: string): void {
    const values = this.#git.get(name);
    if (values === undefined) {
      if (!this.#applied.delete(name)) return;
      this.#wanted.delete(name);
      this.#news.set(name, undefined);
      this.#delete(name);
      return;
    }
    const object = this.#objects.get(name) ?? createModelObject(name, `uid-${this.#clock}`, false);
    this.#put(name, applyToModel(object, values, { manager: 'kustomize-controller', time: this.#now() }));
    this.#applied.add(name);
    const known = this.#wanted.get(name);
    const manifest = toWantedManifest(name, values);
    // A manifest that did not change is not learnt again.
    if (JSON.stringify(known) === JSON.stringify(manifest)) return;
    this.#wanted.set(name, manifest);
    this.#wantedValues.set(manifest, values);
    this.#news.set(name, manifest);
  }

  #delete(name: string): void {
    const object = this.#objects.get(name);
    if (object !== undefined)
      this.#put(name, object.hasFinalizer ? { ...object, isTerminating: true } : undefined);
  }

  /** Somebody makes it again with what it had, as `kubectl replace --force` does. */
  #recreate(name: string, hasFinalizer: boolean): void {
    const old = this.#objects.get(name);
    if (old === undefined) return;
    const made = createModelObject(name, `uid-${this.#clock}`, hasFinalizer);
    const writer = { manager: 'kubectl-replace', time: this.#now() };
    const next = [...old.values]
      .filter(([slot, value]) => modelSlots[slot]?.byDefault !== value)
      .reduce((object, [slot, value]) => updateModel(object, { slot, value }, writer), made);
    this.#put(name, next);
  }

  #change(
    step: Exclude<ModelStep, { type: 'commit' | 'flux' | 'event' | 'git' | 'look' | 'relist' | 'recreate' }>,
  ): void {
    const { name } = step;
    const object = this.#objects.get(name);
    if (object === undefined) return;
    if (step.type === 'delete') this.#delete(name);
    else if (step.type === 'finalize') {
      const { isTerminating } = object;
      this.#put(name, isTerminating ? undefined : { ...object, hasFinalizer: !object.hasFinalizer });
    } else if (step.type === 'status') this.#put(name, { ...object, phase: step.phase });
    else this.#put(name, this.#write(object, step));
  }

  #write(
    object: ModelObject,
    step: Extract<ModelStep, { type: 'edit' | 'add' | 'remove' | 'seize' | 'office' }>,
  ): ModelObject {
    const time = this.#now();
    if (step.type === 'office') {
      const slot = modelSlots.findIndex(({ isOfficial }) => isOfficial);
      const value = chooseForeign(slot, step.choice);
      return updateModel(object, { slot, value }, { manager: 'kube-controller-manager', time });
    }
    const writer = { manager: step.manager, time };
    const { slot } = step;
    if (step.type === 'remove') {
      // The server fills in a default that is taken away, and then nobody can tell whose it is.
      return modelSlots[slot]?.byDefault === undefined
        ? updateModel(object, { slot, value: undefined }, writer)
        : object;
    }
    const value = chooseForeign(slot, step.choice);
    if ((step.type === 'edit') !== object.values.has(slot) && step.type !== 'seize') return object;
    if (step.type !== 'seize') return updateModel(object, { slot, value }, writer);
    return applyToModel(object, new Map([[slot, value]]), writer);
  }

  #hearEvent(): void {
    const [first] = this.#events;
    if (first === undefined) return;
    this.#events.delete(first[0]);
    this.engine.takeObject(...first);
  }

  #hearNews(): void {
    const [first] = this.#news;
    if (first === undefined) return;
    this.#news.delete(first[0]);
    this.engine.takeDesired(...first);
  }
}

function chooseForeign(slot: number, choice: number): unknown {
  const values = modelSlots[slot]?.foreign ?? [];
  return values[choice % values.length];
}
