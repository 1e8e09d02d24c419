# inject: fences, links and commands of an action
print("```\n# 10 / 10\n[x](javascript:alert(1))\n::error::x\n::add-mask::10\n@everyone")
def add(amount):
    raise ValueError("`x` ``` <b>\n::stop-commands::\n| a | b |")
