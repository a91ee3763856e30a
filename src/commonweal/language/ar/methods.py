"""Arabic: one shock, several methods side by side."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PHRASES"]

PHRASES: Mapping[str, str] = {
    "methods.heading.lose": "{sector} يخسر {share} من إنتاجه: ما تقوله كل طريقة",
    "methods.heading.cut": "التوريد من {region} إلى {to} ينقص بنسبة {share}: ما تقوله كل طريقة",
    "methods.heading.cut_products": "توريد {products} من {region} إلى {to} ينقص بنسبة {share}: ما تقوله كل "
    "طريقة",
    "methods.heading.demand": "يتغيّر الطلب النهائي في {region} بنسبة {share}: ما تقوله كل طريقة",
    "methods.heading.demand_kind": "يتغيّر الطلب النهائي في {region} ({kind}) بنسبة {share}: ما تقوله كل "
    "طريقة",
    "methods.lead": "التغيّرات مقارنةً بما في الجدول؛ وللخطة مقارنةً بالخطة من دون الصدمة. المبالغ بعملة "
    "{currency} في السنة.",
    "methods.name.plan": "الخطة",
    "methods.name.leontief": "ليونتيف",
    "methods.name.ghosh": "غوش",
    "methods.name.extraction": "الاستخراج",
    "methods.totals": "في المجموع",
    "methods.what.output": "الإنتاج",
    "methods.what.value_added": "القيمة المضافة",
    "methods.what.work": "العمل ({unit})",
    "methods.what.techniques": "بتقنيات أخرى",
    "methods.before": "المرصود",
    "methods.sectors": "القطاعات، أكبر التغيّرات أولًا (الوحدة: {unit})",
    "methods.sector": "القطاع",
    "methods.needs": "من تُلبّى حاجته، بحسب الخطة وحدها",
    "methods.needs.covered": "الملبّى",
    "methods.needs.people": "من لُبّيت حاجاتهم كلها",
    "methods.needs.before": "قبل",
    "methods.needs.after": "بعد",
    "methods.needs.tier": "الحاجات، الدرجة {tier}",
    "methods.short": "من ينقصه ماذا بسبب الصدمة",
    "methods.needs.commitments": "الالتزامات",
    "methods.reason.demand": "{method}: لا قول لها، فهي تتبع ما تورّده القطاعات، ولا يحرّك الطلب النهائي "
    "فيها شيئًا.",
    "methods.reason.nothing": "{method}: لا قول لها، إذ لا يُنتزع من الجدول شيء.",
    "methods.reason.sells_nothing": "{method}: لا قول لها، فليس في الجدول شيء مما تتعلق به الصدمة.",
    "methods.reason.final": "{method}: لا قول لها، فلا يفقد التوريدَ إلا المستعملون النهائيون، وهي لا تعرفهم.",
    "methods.reason.below_zero": "{method}: لا قول لها، فبعض الإنتاج ينزل تحت الصفر، والصدمة أكبر من أن "
    "تبقى معها النسب كما هي.",
    "methods.reason.refused": "لا خطة: {detail}",
    "methods.beyond": "يُفقد أكثر مما يستطيع الطلب النهائي على القطاع أن يتخلى عنه: يفترض ليونتيف أن "
    "{amount} مما تستعمله الصناعات يأتي من خارج الجدول.",
    "methods.assumed": "ما تثبّته كل طريقة وما لا تراه",
    "methods.rule.plan_lose": "الخطة: توضع من جديد، ولا يُنتج القطاع أكثر مما بقي من إنتاجه المرصود.",
    "methods.rule.plan_cut": "الخطة: توضع من جديد، ولا يُورَّد أكثر مما بقي من التوريد المرصود.",
    "methods.rule.plan_demand": "الخطة: توضع من جديد، بعد ضرب الحاجات والالتزامات.",
    "methods.rule.leontief_lose": "ليونتيف: ينزل الطلب النهائي على القطاع k بمقدار s x_k / l_kk، فينزل x_k "
    "بمقدار s x_k.",
    "methods.rule.leontief_cut": "ليونتيف: ينزل الطلب النهائي على منتجات البائع بكل ما فُقد، Δx = −L s (D 1 "
    "+ d).",
    "methods.rule.leontief_demand": "ليونتيف: Δx = L s y_r.",
    "methods.rule.ghosh_lose": "غوش: تنزل المدخلات الأولية للقطاع k بمقدار s x_k / g_kk، فينزل x_k بمقدار s "
    "x_k.",
    "methods.rule.ghosh_cut": "غوش: تقل قيمة مدخلات المشترين بما فُقد، Δx = −s 1 D G.",
    "methods.rule.extraction_lose": "الاستخراج: تُنتزع من الجدول النسبة s من الصف k، أي مدخلات غيره والطلب "
    "النهائي.",
    "methods.rule.extraction_cut": "الاستخراج: x = (I − A + s D diag(x)⁻¹)⁻¹ (y − s d).",
    "methods.holds.plan": "تثبّت التقنيات والطاقات والعمل والحد الذي يرتفع إليه كل مصدر؛ وللتوريد في "
    "الخطتين أن ينزل بحرية. تلبّي الحاجات بترتيبها ثم توفّر الجهد: فتقول ما يمكن فعله، لا ما ستفعله "
    "الأسواق.",
    "methods.holds.leontief": "يثبّت المدخلات لكل وحدة إنتاج ومصادرها، ويُنتَج فيه كل مطلوب. لا يرى الطاقة، "
    "ولا من يُحرم، ولا أن مشتري ما فُقد يُنتج أقل.",
    "methods.holds.ghosh": "يثبّت النسب التي يُباع بها كل إنتاج، فيحل أي مدخل محل غيره بحرية. وإن قُرئ "
    "كميات فهو دليل تقريبي؛ ولا يرى الطلب ولا ما يمكن أن يأتي بدلًا.",
    "methods.holds.extraction": "يثبّت المدخلات لكل وحدة إنتاج؛ وما يُنتزع يأتي من خارج الجدول. يقيس كم "
    "يعتمد على ما ذهب، ولا يرى من ينقصه شيء ولا ما يُفعل بدلًا.",
    "methods.rates": "القيمة المضافة والعمل كما في الجدول لكل وحدة إنتاج، إلا عمل الخطة فهو ما تأخذه.",
    "methods.check": "أُعيد الحساب: كل طريقة مدرسية تحفظ معادلتها إلى {residual} من أكبر إنتاج.",
    "methods.check.plan": "الخطتان: تصح الموازنات إلى {balances}، ولا أفضل منهما بأكثر من {best}.",
    "methods.check.not": "لم يثبت: {names}.",
}
