import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A namespaced kind with a string, a resource list and a defaulted field, in two served versions. */
const WIDGET_CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.test.example
spec:
  group: test.example
  scope: Namespaced
  names: {kind: Widget, listKind: WidgetList, plural: widgets, singular: widget}
  versions:
    - name: v1
      served: true
      storage: true
      schema: &schema
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                colour: {type: string, maxLength: 10}
                size: {type: integer, default: 1}
    - name: v1alpha1
      served: true
      storage: false
      deprecated: true
      deprecationWarning: test.example/v1alpha1 Widget is "old"
      schema: *schema
`;

/** Writes a folder with the definition of the kind `Widget` of `test.example`; the caller removes it. */
export async function writeWidgetCrd(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'atoll-widget-crd-'));
  await writeFile(join(folder, 'widgets.yaml'), WIDGET_CRD);
  return folder;
}
