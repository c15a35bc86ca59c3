/** Why nothing is known of the half that stands in the region. */
export const NOT_ASKED =
  "the region's own cluster was not asked: give --region-kubeconfig or --region-context";
