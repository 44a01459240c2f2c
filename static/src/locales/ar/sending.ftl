# Words of sending the first event: fetched with what shows them.
sending-title = أرسل حدثك الأول
sending-lead = الحدث هو أي شيء وقع: تسجيل، طلب، محاولة دخول فاشلة. أرسل واحدًا وسيظهر هنا من تلقاء نفسه.
sending-how = كيفية إرسال الأحداث
sending-step-key = مفتاح لبرنامجك
sending-step-send = برنامج يرسل
sending-key-make = إنشاء مفتاح
sending-key-may = يمكنه إرسال الأحداث ولا شيء غير ذلك.
sending-key-name = إرسال الأحداث
sending-key-once = هو مكتوب في البرنامج أدناه. انسخه الآن: بعد مغادرة هذه الصفحة لا يستطيع أحد إظهاره من جديد.
sending-key-ask = المسؤولون وحدهم ينشئون المفاتيح. اطلب من أحدهم مفتاحًا بصلاحية events:write وضعه مكان YOUR_KEY.
sending-language = اللغة
sending-run = احفظه ثم:
sending-waiting = بانتظار الحدث الأول
sending-arrived = وصل حدثك الأول: { $type }
sending-refused = { $count ->
    [one] وصل حدث ورُفض.
    [two] وصل حدثان ورُفضا.
    [few] وصلت { $count } أحداث ورُفضت.
   *[other] وصل { $count } حدثًا ورُفضت.
  }
sending-refused-why = انظر السبب
sending-more = تعمل أيضًا الدفعات وخطافات الويب و CloudEvents وواجهة Segment.

rejected-title = الأحداث المرفوضة
rejected-note = الأحدث أولًا، وتُحفظ سبعة أيام. صحّح حدثًا وأرسله من جديد.
rejected-all-events = كل الأحداث
rejected-none = لم يُرفض شيء
rejected-none-text = فُهمت كل أحداث الأيام السبعة الماضية.
rejected-count = { $count ->
    [one] حدث مرفوض واحد
    [two] حدثان مرفوضان
    [few] { $shown } أحداث مرفوضة
   *[other] { $shown } حدثًا مرفوضًا
  }
rejected-others = { $count ->
    [one] وسبب آخر
    [two] وسببان آخران
    [few] و{ $count } أسباب أخرى
   *[other] و{ $count } سببًا آخر
  }
rejected-unsaid = تعذّرت قراءته
rejected-replayed = أُرسل من جديد
rejected-more = عرض المزيد
rejected-came = كما وصل
rejected-correct = الحدث المصحَّح
rejected-shape = مُترجَم إلى صيغة POST /api/events.
rejected-send = إرسال الحدث المصحَّح
rejected-again = إعادة المحاولة كما وصل
rejected-sent = أُرسل من جديد وحُفظ الحدث.
rejected-was-there = هذا الحدث محفوظ من قبل.
rejected-still = رُفض مرة أخرى:
rejected-no-json = هذا ليس JSON: { $why }
rejected-no-object = الحدث كائن JSON واحد. { $why }
way-api = API
way-batch = دفعة
way-entvas = خطاف ويب
way-segment = Segment
way-cloudevents = CloudEvents
way-webhook = خطاف ويب موقّع
way-browser = متصفح
