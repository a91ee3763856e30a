"""Arabic: the briefing, and what printed pages say besides the report."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PHRASES"]

PHRASES: Mapping[str, str] = {
    "brief.title": "إحاطة: {economy}",
    "brief.report": "تقرير: {economy}",
    "brief.scenario": "السيناريو: {title}",
    "brief.page": "الصفحة {page} من {pages}",
    "brief.made": "أُعدّت بواسطة commonweal {version} من الخطة {plan}.",
    "brief.proof": "أُعيد حساب كل الموازنات والحدود ونسب التلبية من الجداول، وتبرهن أسعار البرنامج أنه لا "
    "توجد خطة أفضل.",
    # what is short
    "brief.short.heading": "ما الذي ينقص",
    "brief.short.people": "من ينقصهم",
    "brief.short.first": "منذ",
    "brief.short.more": "حاجات أخرى فيها نقص: {n}، وهي في تقرير الخطة.",
    # when stocks break
    "brief.stocks.heading": "متى ينفد المخزون",
    "brief.stocks.line": "{good} في {place}: لا يبقى شيء ابتداءً من {day}، وعدد من ينقصهم هناك {people}.",
    "brief.stocks.more": "مخازن أخرى تفرغ حيث ينقص الناس ما كان فيها: {n}.",
    "brief.stocks.none": "لا يفرغ أي مخزن حيث ينقص الناس ما كان فيه.",
    # what is asked for
    "brief.asks.heading": "ما المطلوب",
    "brief.asks.relief": "كل سطر وحده يعطي ما يذكره، وقد أُعيد حلّه للتحقق، ولا تُجمع المكاسب بعضها إلى بعض.",
    "brief.asks.package": "هذا كله معًا يلبّي المرتبة 1 إلى {level}، وأقل منه لا يكفي. المجموع: {total}.",
    "brief.asks.package.more": "هذا كله معًا يلبّي المراتب من 1 إلى {tier} إلى {level}، وأقل منه لا يكفي. "
    "المجموع: {total}.",
    "brief.asks.package.vain": "المزيد مما سُئل عنه لا يرفع شيئًا ناقصًا.",
    "brief.asks.package.covered": "لا يلزم المزيد لتلبية المرتبة 1 إلى {level}.",
    "brief.asks.package.covered.more": "لا يلزم المزيد لتلبية المراتب من 1 إلى {tier} إلى {level}.",
    "brief.asks.cannot": "حاجات لا يرفعها شيء من هذا النوع إلى ذلك الحد: {n}.",
    "brief.asks.times": "{total} من أمثال الموجود، كلٌّ محسوب بسعته",
    "brief.asks.nothing": "ليس في الجداول رقم ينفع تخفيفه وحده أو مع غيره.",
    "brief.asks.unasked": "لم يُحسب ما ينفع هذه الخطة، ولذلك لا يُطلب هنا شيء.",
    "brief.asks.nobody": "لا يُطلب شيء: لا ينقص أحدًا شيء.",
    "brief.asks.more": "أمور أخرى تنفع، وكل منها أقل نفعًا: {n}.",
    "brief.asks.when": "ابتداءً من",
    "brief.asks.throughout": "طوال المدة",
    "brief.asks.kind": "النوع",
    "brief.asks.what": "المطلوب",
    "brief.asks.amount": "مقدار الزيادة",
    "brief.asks.gain": "المكسب بأيام الأشخاص",
    "brief.kind.money": "مال",
    "brief.kind.goods": "سلع",
    "brief.kind.access": "وصول",
    "brief.kind.capacity": "طاقة",
    "brief.asks.at": "{what} في {place}",
    # what it rests on
    "brief.grounds.heading": "على ماذا يستند هذا",
    "brief.grounds.sources": "تستند معظم الأسطر إلى: {sources}.",
    "brief.grounds.source": "{source} ({n})",
    "brief.grounds.others": "مصادر أخرى: {n}",
    "brief.grounds.assumed": "ومن الافتراضات: {notes}.",
    "brief.grounds.note": "{note} ({table}: {row})",
    "brief.grounds.more": "وغيرها: {n}",
    "brief.grounds.happens": "ما يُفترض حدوثه:",
    "brief.grounds.nothing": "لا يُفترض حدوث شيء غير ما تقوله الجداول.",
    "brief.grounds.changes.more": "تغييرات أخرى: {n}",
    "brief.sentence": ". ",
    "brief.end": ".",
    "brief.space": " ",
    "brief.named": "{what}: {name}",
    "brief.dot": " · ",
    "brief.ends": " – ",
}
