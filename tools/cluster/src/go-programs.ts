import { fileURLToPath } from 'node:url';

/** A program that is built from a Go module whose versions this repository pins. */
export interface GoProgram {
  /** File name of the program. */
  readonly name: string;
  /** Absolute folder with the go.mod and go.sum that pin it. */
  readonly moduleFolder: string;
  /** Import path of its main package. */
  readonly mainPackage: string;
  readonly linkerFlags: string;
}

/** Flags of every build. `-trimpath` makes the result, and the build cache, independent of the folder. */
export const GO_BUILD_FLAGS: readonly string[] = ['-mod=readonly', '-trimpath'];

/** Release that `go/kubernetes/go.mod` and `go/controllers/go.mod` pin; a build from modules does not know it and reports v0.0.0-master. */
const KUBERNETES_VERSION = { major: '1', minor: '36', full: 'v1.36.3' };

const STRIP_SYMBOLS = '-s -w';

const KUBERNETES_LINKER_FLAGS = [
  STRIP_SYMBOLS,
  `-X k8s.io/component-base/version.gitVersion=${KUBERNETES_VERSION.full}`,
  `-X k8s.io/component-base/version.gitMajor=${KUBERNETES_VERSION.major}`,
  `-X k8s.io/component-base/version.gitMinor=${KUBERNETES_VERSION.minor}`,
].join(' ');

/** The programs of the control plane, in the order of building: the quick one first. */
export const GO_PROGRAMS: readonly GoProgram[] = [
  {
    name: 'etcd',
    moduleFolder: moduleFolder('etcd'),
    mainPackage: 'go.etcd.io/etcd/server/v3',
    linkerFlags: STRIP_SYMBOLS,
  },
  {
    name: 'kube-apiserver',
    moduleFolder: moduleFolder('kubernetes'),
    mainPackage: 'k8s.io/kubernetes/cmd/kube-apiserver',
    linkerFlags: KUBERNETES_LINKER_FLAGS,
  },
];

/**
 * Kubernetes' own controllers. Not in the module of the API server: it needs more modules, and every line that these add
 * there would change the key of everybody's cached API server.
 */
export const CONTROLLER_PROGRAMS: readonly GoProgram[] = [
  {
    name: 'kube-controller-manager',
    moduleFolder: moduleFolder('controllers'),
    mainPackage: 'k8s.io/kubernetes/cmd/kube-controller-manager',
    linkerFlags: KUBERNETES_LINKER_FLAGS,
  },
];

/** What reconciles Kustomizations. */
export const FLUX_PROGRAMS: readonly GoProgram[] = [
  {
    name: 'kustomize-controller',
    moduleFolder: moduleFolder('flux'),
    mainPackage: 'github.com/fluxcd/kustomize-controller',
    linkerFlags: STRIP_SYMBOLS,
  },
];

function moduleFolder(name: string): string {
  return fileURLToPath(new URL(`../go/${name}`, import.meta.url));
}
