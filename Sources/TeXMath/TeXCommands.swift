/// The commands that stand for a sign or a name.
enum TeXCommands {
  /// Greek letters; capitals stand upright.
  static let letters: [String: Character] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "varpi": "ϖ", "rho": "ρ",
    "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "ell": "ℓ",
  ]

  /// Signs that stand upright and are spaced like letters.
  static let signs: [String: String] = [
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "partial": "∂", "nabla": "∇",
    "infty": "∞", "emptyset": "∅", "varnothing": "∅", "forall": "∀", "exists": "∃", "neg": "¬",
    "lnot": "¬", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ", "top": "⊤", "bot": "⊥", "angle": "∠",
    "prime": "′", "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱",
    "checkmark": "✓", "degree": "°", "%": "%", "$": "$", "#": "#", "&": "&", "_": "_",
    "backslash": "\\", "vert": "|", "Vert": "‖", "|": "‖",
  ]

  static let binary: [String: String] = [
    "times": "×", "cdot": "⋅", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "star": "⋆",
    "circ": "∘", "bullet": "∙", "oplus": "⊕", "ominus": "⊖", "otimes": "⊗", "odot": "⊙",
    "cap": "∩", "cup": "∪", "wedge": "∧", "land": "∧", "vee": "∨", "lor": "∨", "setminus": "∖",
  ]

  static let relations: [String: String] = [
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈",
    "equiv": "≡", "sim": "∼", "simeq": "≃", "cong": "≅", "propto": "∝", "ll": "≪", "gg": "≫",
    "prec": "≺", "succ": "≻", "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆",
    "supset": "⊃", "supseteq": "⊇", "perp": "⟂", "parallel": "∥", "coloneqq": "≔", "to": "→",
    "rightarrow": "→", "gets": "←", "leftarrow": "←", "leftrightarrow": "↔", "uparrow": "↑",
    "downarrow": "↓", "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔",
    "implies": "⟹", "iff": "⟺", "mapsto": "↦", "longrightarrow": "⟶", "mid": "∣",
    "models": "⊨", "vdash": "⊢", "triangleq": "≜",
  ]

  /// Signs that grow, with scripts below and above; at integrals they stay beside it.
  static let large: [String: String] = [
    "sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁",
    "bigotimes": "⨂", "bigodot": "⨀", "bigvee": "⋁", "bigwedge": "⋀", "int": "∫", "iint": "∬",
    "iiint": "∭", "oint": "∮",
  ]

  /// Names of functions that are their own commands.
  static let functions: Set<String> = [
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh",
    "coth", "exp", "log", "ln", "lg", "deg", "dim", "hom", "ker", "arg",
  ]

  /// Names of functions whose scripts go below and above.
  static let limits: [String: String] = [
    "lim": "lim", "limsup": "lim sup", "liminf": "lim inf", "max": "max", "min": "min",
    "sup": "sup", "inf": "inf", "det": "det", "gcd": "gcd", "Pr": "Pr", "argmax": "arg max",
    "argmin": "arg min",
  ]

  /// Signs above a letter, and whether they grow with what they stand over.
  static let accents: [String: (sign: String, grows: Bool)] = [
    "hat": ("^", false), "check": ("ˇ", false), "tilde": ("~", false), "acute": ("´", false),
    "grave": ("`", false), "breve": ("˘", false), "bar": ("‾", false), "vec": ("→", false),
    "dot": ("˙", false), "ddot": ("¨", false), "widehat": ("^", true), "widetilde": ("~", true),
    "overline": ("‾", true), "overrightarrow": ("→", true), "overbrace": ("⏞", true),
  ]

  /// Signs below.
  static let underAccents: [String: String] = ["underline": "_", "underbrace": "⏟"]

  /// The widths of spaces.
  static let spaces: [String: String] = [
    ",": "0.1667", ":": "0.2222", ";": "0.2778", "!": "-0.1667", " ": "0.25", "quad": "1",
    "qquad": "2",
  ]

  /// What may stand behind `\left`, `\right`, `\big` and the like, beside single characters.
  static let delimiters: [String: String] = [
    "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "langle": "⟨", "rangle": "⟩",
    "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "vert": "|", "lvert": "|",
    "rvert": "|", "|": "‖", "Vert": "‖", "lVert": "‖", "rVert": "‖", "lbrack": "[", "rbrack": "]",
  ]

  /// Delimiters that close where they stand alone; the others of ``delimiters`` open.
  static let closing: Set<String> = [
    "}", "rbrace", "rangle", "rfloor", "rceil", "rvert", "rVert", "rbrack",
  ]

  /// The heights of delimiters that are larger than their content.
  static let sizes: [String: String] = ["big": "1.2", "Big": "1.8", "bigg": "2.4", "Bigg": "3"]

  /// Commands that `TeXParser` knows for what they do with their arguments.
  static let structures = [
    "frac", "dfrac", "tfrac", "binom", "sqrt", "text", "operatorname", "left", "right", "middle",
    "begin", "end", "overset", "underset", "stackrel", "not", "displaystyle", "colon", "bmod",
    "pmod", "bm",
  ]

  /// All names, for those who mistype one.
  static let all: [String] = {
    let tables: [[String]] = [
      Array(letters.keys), Array(signs.keys), Array(binary.keys), Array(relations.keys),
      Array(large.keys), Array(functions), Array(limits.keys), Array(accents.keys),
      Array(underAccents.keys), Array(spaces.keys), Array(delimiters.keys), structures,
      sizes.keys.flatMap { [$0, $0 + "l", $0 + "r"] }, TeXAlphabet.allCases.map(\.rawValue),
    ]
    return tables.joined().filter { $0.first?.isLetter == true }.sorted()
  }()
}
