// What reproduces the lists of these screens from Python, from a terminal, and by plain requests.
const here = () => window.location.origin;

/** The plans and economies of a project. */
export function projectRecipes(project: string): { python: string; cli: string; curl: string } {
  return {
    python: `import commonweal as cw\n\nclient = cw.Client("${here()}")\nproject = client.project("${project}")\nfor plan in project.plans():\n    print(plan)`,
    cli: `commonweal plan ECONOMY --server ${here()} --project ${project}`,
    curl: `curl -H "Authorization: Bearer $COMMONWEAL_TOKEN" ${here()}/api/v1/projects/${project}/plans`,
  };
}
