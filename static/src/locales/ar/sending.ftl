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
