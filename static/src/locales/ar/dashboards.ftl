# كلمات لوحات المعلومات: القائمة والعرض والمدد والتحرير والعناصر والتعارضات.
dashboard = لوحة
board-new = لوحة جديدة
dashboard-rename = الاسم والوصف
dashboard-menu = المزيد لـ { $name }
dashboard-deleted = حُذفت «{ $name }»
dashboard-gone = لم تعد هذه اللوحة موجودة
dashboard-gone-text = حُذفت، أو أن العنوان خاطئ.
boards-none = لا لوحات بعد
boards-none-text = تعرض اللوحة أرقام مجموعات بياناتك جنبًا إلى جنب، وتُرسم من جديد عندما تتغير.
widget-count = { $count ->
    [one] عنصر واحد
    [two] عنصران
   *[other] { $count } عناصر
  }
widgets-none = لا شيء على هذه اللوحة بعد
widgets-none-text = أضف مخططًا أو رقمًا أو جدولًا أو بضع كلمات.

name = الاسم
description = الوصف
create = إنشاء
open = فتح
edit = تحرير
rename = إعادة تسمية
done = تم
saving = جارٍ الحفظ
unsent-discard = التخلي عن هذا التغيير
unsaved-leave = بعض التغييرات لم تُحفظ بعد. هل تغادر من دونها؟
undo-what = تراجع: { $what }
redo-what = إعادة: { $what }

range-all = كل البيانات
range-1h = آخر ساعة
range-24h = آخر 24 ساعة
range-7d = آخر 7 أيام
range-30d = آخر 30 يومًا
range-90d = آخر 90 يومًا
range-1y = آخر سنة
range-custom = من يوم إلى يوم
range-from = اليوم الأول
range-to = اليوم الأخير
range-order = اليوم الأخير يسبق الأول.
range-show = إظهار
compare = مقارنة بالفترة السابقة

empty-never = لا بيانات في هذه المجموعة بعد
empty-never-go = فتح مجموعة البيانات
empty-range = لا بيانات في هذه المدة
empty-range-go = الذهاب إليها
empty-last-seen = آخر ظهور { $when }.
empty-filtered = لا شيء حيث { $filter }
empty-filtered-go = تغيير المرشح
empty-gone = حُذفت مجموعة بيانات هذا العنصر
empty-gone-go = اختيار أخرى

widget-menu = المزيد لـ { $title }
widget-stale = قديم
widget-silent = غير مباشر
view-as-table = عرض كجدول
view-as-chart = عرض كمخطط
export-csv = تنزيل CSV
export-png = تنزيل صورة

widget-add = إضافة عنصر
widget-change = تغيير { $title }
widget-delete = حذف { $title }
widget-deleted = حُذف «{ $title }»
widget-grip = نقل { $title }
widget-grip-hint = اسحب، أو استخدم مفاتيح الأسهم؛ ومع Shift يتغير الحجم
widget-earlier = تقديم { $title } مكانًا
widget-later = تأخير { $title } مكانًا
widget-place = العمود { $column }، الصف { $row }، العرض { $width }، الارتفاع { $height }
widget-type = النوع
widget-title = العنوان
widget-metrics = المقاييس
widget-unit = الوحدة
widget-range = المدة
widget-range-own = كما في اللوحة
widget-text-hint = Markdown: ‏# عنوان، **غامق**، *مائل*، - قائمة، [رابط](https://…)
widget-preview = معاينة
widget-incomplete = اختر مجموعة بيانات ومقياسًا
widget-use = وضع على اللوحة
form-none = لا شيء

edit-name = الاسم والوصف
edit-add = إضافة «{ $title }»
edit-change = تغيير «{ $title }»
edit-delete = حذف «{ $title }»
edit-restore = إعادة «{ $title }»
edit-move = نقل «{ $title }»
edit-layout = ترتيب العناصر
edit-decide = حسم تعارض

conflict-title = غيّر شخص آخر هذا أيضًا
conflict-text = يُحفظ كل ما عدا ذلك من التغييرين. هذه الحقول وحدها تقول شيئين.
conflict-field = الحقل
conflict-mine = لي
conflict-theirs = لهم
conflict-nothing = (لا شيء)
conflict-use-mine = استخدام ما لي
conflict-use-theirs = استخدام ما لهم
part-title = العنوان
part-type = النوع
part-layout = المكان
part-config = السؤال
part-text = النص
part-datasetId = مجموعة البيانات
part-metrics = المقاييس
part-where = المرشح
part-groupBy = التقسيم
part-interval = الفترة
part-agg = ما يُعرض
part-range = المدة
part-unit = الوحدة
