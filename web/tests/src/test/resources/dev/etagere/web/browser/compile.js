// Compiles modules that are given as texts. The result: what the compiler says, and the declarations of the client's modules.
({ files, roots, ambient }) => {
  const sources = new Map(Object.entries({ ...files, "/ambient.d.ts": ambient }));
  const emitted = {};
  const options = {
    allowJs: true,
    checkJs: true,
    strict: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    declaration: true,
    emitDeclarationOnly: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"],
    paths: { "@etagere/client": ["/client/index.js"] },
    outDir: "/out",
    rootDir: "/",
    types: [],
  };
  const host = {
    fileExists: (name) => sources.has(name),
    readFile: (name) => sources.get(name),
    getSourceFile: (name, version) => (sources.has(name) ? ts.createSourceFile(name, sources.get(name), version, true) : undefined),
    getDefaultLibFileName: () => "/lib/lib.es2023.d.ts",
    getDefaultLibLocation: () => "/lib",
    writeFile: (name, text) => (emitted[name] = text),
    getCurrentDirectory: () => "/",
    getDirectories: () => [],
    directoryExists: (name) => [...sources.keys()].some((file) => file.startsWith(`${name}/`)),
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
  };
  const program = ts.createProgram([...roots, "/ambient.d.ts"], options, host);
  const diagnostics = ts.getPreEmitDiagnostics(program).map((one) => {
    const at = one.file?.getLineAndCharacterOfPosition(one.start);
    return `${one.file?.fileName ?? ""}:${(at?.line ?? 0) + 1} ${ts.flattenDiagnosticMessageText(one.messageText, " ")}`;
  });
  program.emit();
  const declarations = Object.entries(emitted).filter(([name]) => name.startsWith("/out/client/"));
  return { diagnostics, declarations: Object.fromEntries(declarations.map(([name, text]) => [name.replace("/out/client/", ""), text])) };
}
