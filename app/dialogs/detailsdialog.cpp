#include "dialogs/detailsdialog.h"

#include "style/metrics.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {

DetailsDialog::DetailsDialog(const Error& error, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("detailsDialog"));
    setWindowTitle(tr("Details"));
    setAttribute(Qt::WA_DeleteOnClose);

    auto* text = new QPlainTextEdit(textOf(error), this);
    text->setObjectName(QStringLiteral("detailsText"));
    text->setAccessibleName(tr("Details"));
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* copy = buttons->addButton(tr("C&opy all"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copyDetails"));
    connect(copy, &QPushButton::clicked, text, [text] {
        text->selectAll();
        text->copy();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    const Metrics metrics(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.px(16), metrics.px(16), metrics.px(16), metrics.px(16));
    column->setSpacing(metrics.px(12));
    column->addWidget(text, 1);
    column->addWidget(buttons);
    resize(metrics.px(560), metrics.px(300));
}

QString DetailsDialog::textOf(const Error& error) {
    QStringList parts{error.sentence};
    for (const QString& part : {error.advice, error.details}) {
        if (!part.isEmpty())
            parts << part;
    }
    return parts.join(QStringLiteral("\n\n"));
}

} // namespace wallaroo
