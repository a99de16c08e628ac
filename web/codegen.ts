import type { CodegenConfig } from "@graphql-codegen/cli";

// Types of the app's questions, from the schema that the server answers by: `npm run generate`, as `make generate` does.
const config: CodegenConfig = {
  schema: "../schema.graphql",
  documents: ["src/app/questions.ts"],
  generates: {
    "src/gql/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: "string",
        enumsAsTypes: true,
        skipTypename: false,
        useTypeImports: true,
        onlyOperationTypes: true,
        disableDescriptions: true,
        scalars: {
          DateTime: "string",
          Moment: "string",
          EDTF: "string",
          Position: "number",
          JSON: "unknown",
        },
      },
    },
  },
};
export default config;
