/** A small CRD in YAML that has one of everything the generator treats specially. */
export const MINI_CRD = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  creationTimestamp: null
  name: widgets.parts.example.org
spec:
  group: parts.example.org
  names: {kind: Widget, plural: widgets, singular: widget, listKind: WidgetList}
  scope: Namespaced
  conversion: {strategy: Webhook}
  versions:
    - name: v1alpha1
      served: false
      storage: false
      schema: {openAPIV3Schema: {type: object, description: An old version.}}
    - name: v1
      served: true
      storage: true
      additionalPrinterColumns:
        - {name: AGE, type: date, jsonPath: .metadata.creationTimestamp, description: How old it is.}
      schema:
        openAPIV3Schema:
          description: Widget is a part.
          type: object
          required: [spec]
          properties:
            apiVersion: {type: string}
            kind: {type: string}
            metadata: {type: object}
            spec:
              type: object
              required: [forProvider, tier]
              x-kubernetes-validations:
                - rule: "!('*' in self.managementPolicies || 'Create' in self.managementPolicies || 'Update' in self.managementPolicies) || has(self.forProvider.__namespace__) || (has(self.initProvider) && has(self.initProvider.__namespace__))"
                  message: spec.forProvider.namespace is a required parameter
                - rule: "duration(self.forProvider.wait) > duration('1s')"
              properties:
                tier: {type: string, default: basic}
                forProvider:
                  type: object
                  required: [region]
                  properties:
                    description: {type: string, description: What the widget is for.}
                    region: {type: string, enum: [north, south]}
                    namespace: {type: string}
                    port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}
                    size: {type: integer, minimum: 1, nullable: true}
                    wait: {type: string}
                    labels: {type: array, x-kubernetes-list-type: set, items: {type: string}}
                    ports:
                      type: array
                      x-kubernetes-list-type: map
                      x-kubernetes-list-map-keys: [number, protocol]
                      items:
                        type: object
                        required: [number, protocol]
                        properties:
                          number: {type: integer}
                          protocol: {type: string, default: TCP}
                    extra: {type: object, x-kubernetes-preserve-unknown-fields: true}
                    tags: {type: object, additionalProperties: {type: string}}
                initProvider:
                  type: object
                  properties:
                    namespace: {type: string}
                managementPolicies:
                  type: array
                  default: ["*"]
                  items: {type: string, enum: [Observe, Create, Update, Delete, LateInitialize, "*"]}
            status:
              type: object
              properties:
                ready: {type: boolean}
`;

/** The entry of `kinds.json` for {@link MINI_CRD}. */
export const MINI_ENTRY = {
  set: 'parts',
  folder: 'parts',
  into: 'libs/parts/src/schemas',
  release: 'example/parts v1.0.0',
  licence: 'Apache-2.0',
  kinds: ['widgets.parts.example.org'],
} as const;
