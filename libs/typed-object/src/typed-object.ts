import { ApiObject, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';

import type { KindDefinition } from './kind-definition.ts';
import { ObjectNamespaceError } from './object-namespace-error.ts';
import { copyPlain } from './plain-copy.ts';

/** What a typed object is made of; `name` is always explicit, since a generated one moves with the code. */
export interface TypedObjectProps<Spec> {
  readonly name: string;
  /** Needed for namespaced kinds unless the chart has one, refused for cluster-scoped kinds. */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec: Spec;
}

/** A rendered Kubernetes object: keys in a fixed order, plain JSON values only. */
export type RenderedObject = Readonly<Record<string, unknown>>;

/**
 * An object of a kind whose `spec` the compiler knows.
 *
 * Renders exactly what `ApiObject` renders for plain values, several times faster, and refuses all others.
 */
export class TypedObject<Spec> extends ApiObject {
  readonly definition: KindDefinition<Spec>;
  readonly spec: Spec;
  #isPatched = false;

  /** @throws ObjectNamespaceError `ERR_OBJECT_NAMESPACE` when namespace and scope of the kind disagree */
  // eslint-disable-next-line max-params -- the grammar of constructs (scope, id, props), and the kind
  constructor(
    scope: Construct,
    id: string,
    definition: KindDefinition<Spec>,
    props: NoInfer<TypedObjectProps<Spec>>,
  ) {
    const { name, namespace, labels, annotations, spec } = props;
    const { apiVersion, kind, namespaced } = definition;
    const metadata = {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels: { ...labels } }),
      ...(annotations === undefined ? {} : { annotations: { ...annotations } }),
    };
    super(scope, id, { apiVersion, kind, metadata, spec });
    this.definition = definition;
    this.spec = spec;
    const hasNamespace = namespaced ? this.metadata.namespace !== undefined : namespace !== undefined;
    if (hasNamespace !== namespaced) {
      throw new ObjectNamespaceError(`${kind} ${name}`, namespaced);
    }
  }

  override addJsonPatch(...patches: JsonPatch[]): void {
    this.#isPatched = true;
    super.addJsonPatch(...patches);
  }

  /**
   * Renders the object: `apiVersion`, `kind`, `metadata`, `spec`, below them sorted keys.
   *
   * @throws ObjectNotPlainError `ERR_OBJECT_NOT_PLAIN` with the path of a value that is not plain JSON
   */
  override toJson(): RenderedObject {
    const spec = copyPlain(this.spec, 'spec');
    const rendered = this.#isPatched ? (super.toJson() as Record<string, unknown>) : this.#renderPlain(spec);
    if (!this.definition.namespaced) {
      // A chart's default namespace reaches every object in it, also those that cannot have one.
      delete (rendered['metadata'] as Record<string, unknown>)['namespace'];
    }
    return rendered;
  }

  #renderPlain(spec: unknown): Record<string, unknown> {
    const metadata = this.metadata.toJson() as Record<string, unknown>;
    return {
      apiVersion: this.apiVersion,
      kind: this.kind,
      metadata,
      ...(spec === undefined ? {} : { spec }),
    };
  }
}
