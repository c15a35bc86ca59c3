/** A Helm chart, pinned. */
export interface HelmChartVersion {
  readonly chart: string;
  readonly version: string;
  /** Helm repository. */
  readonly url: string;
}

/** Every Helm chart that Atoll installs; container images will stand here too, each with its digest. */
export const helmCharts = {
  /** Flux of the region's own cluster; 2.18.3 installs Flux 2.8.5, the newest release of this chart that could be checked. */
  flux2: { chart: 'flux2', version: '2.18.3', url: 'https://fluxcd-community.github.io/helm-charts' },
} as const satisfies Readonly<Record<string, HelmChartVersion>>;
