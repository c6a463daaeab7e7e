#include "dialogs/commanddialog.h"

#include "domain/address.h"
#include "exchange/quoting.h"
#include "style/look.h"
#include "style/metrics.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo {
namespace {

/// Calls that administrators make by hand, with bodies to fill in (reference, guides 1 and 2).
constexpr struct {
    const char* path;
    const char* body;
} mlopsCalls[] = {
    {"users/query", "{}"},
    {"users/query", R"({"user_ids": ["00000000-0000-0000-0000-000000000000"]})"},
    {"users/invite", R"({"email": "name@example.com", "password": null, "roles": []})"},
    {"users/activate", R"({"email": "name@example.com"})"},
    {"users/deactivate", R"({"email": "name@example.com"})"},
    {"workspaces/list", "{}"},
    {"workspaces/create", R"({"workspace_name": "my-workspace"})"},
    {"workspaces/list_users", R"({"workspace_id": 1})"},
    {"workspaces/add_user", R"({"email": "name@example.com", "workspace_id": 1, "user_type": "COLLABORATOR"})"},
    {"workspaces/remove_user", R"({"email": "name@example.com", "workspace_id": 1})"},
    {"admin/get_pipeline_external_url", R"({"workspace_id": 1, "pipeline_name": "my-pipeline"})"},
};

constexpr int inferenceRow = -1; // the data of the combo box's last entry

QPlainTextEdit* codeField(QWidget* parent, int lines) {
    auto* field = new QPlainTextEdit(parent);
    field->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    field->setTabChangesFocus(true);
    field->setFixedHeight(Metrics(parent).line() * lines + Metrics(parent).px(14));
    return field;
}

} // namespace

CommandDialog::CommandDialog(const Instance& instance, bool inferenceOnly, QWidget* parent)
    : QDialog(parent),
      m_instance(instance),
      m_calls(new QComboBox(this)),
      m_addressLabel(new QLabel(tr("Inference &address"), this)),
      m_address(new QLineEdit(this)),
      m_bodyLabel(new QLabel(tr("&Body"), this)),
      m_body(codeField(this, 3)),
      m_message(new QLabel(this)),
      m_curl(new QRadioButton(tr("c&url"), this)),
      m_python(new QRadioButton(tr("&Python"), this)),
      m_inside(new QCheckBox(tr("with the &token inside"), this)),
      m_insideNote(new QLabel(this)),
      m_preview(codeField(this, 9)),
      m_copy(new QPushButton(tr("&Copy"), this)),
      m_close(new QPushButton(tr("C&lose"), this)) {
    for (int i = 0; i < int(std::size(mlopsCalls)) && !inferenceOnly; ++i)
        m_calls->addItem(QLatin1StringView(mlopsCalls[i].path) + "  "_L1 + QLatin1StringView(mlopsCalls[i].body), i);
    m_calls->addItem(tr("Inference at a pipeline's address"), inferenceRow);
    build();
    layOut();
    connect(m_calls, &QComboBox::currentIndexChanged, this, &CommandDialog::chooseCall);
    connect(m_address, &QLineEdit::textChanged, this, &CommandDialog::preview);
    connect(m_body, &QPlainTextEdit::textChanged, this, &CommandDialog::preview);
    connect(m_curl, &QRadioButton::toggled, this, &CommandDialog::preview);
    connect(m_inside, &QCheckBox::toggled, this, &CommandDialog::preview);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QString why;
        if (const auto chosen = call(why))
            Q_EMIT copyRequested(tool(), *chosen, m_inside->isChecked());
    });
    chooseCall();
}

void CommandDialog::build() {
    setObjectName(QStringLiteral("commandDialog"));
    setWindowTitle(tr("A call as curl or Python"));
    m_calls->setAccessibleName(tr("Call"));
    m_calls->setObjectName(QStringLiteral("call"));
    m_calls->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_address->setAccessibleName(tr("Inference address"));
    m_address->setObjectName(QStringLiteral("inferenceAddress"));
    m_address->setPlaceholderText(tr("what admin/get_pipeline_external_url answers"));
    m_addressLabel->setBuddy(m_address);
    m_body->setAccessibleName(tr("Body"));
    m_body->setObjectName(QStringLiteral("callBody"));
    m_bodyLabel->setBuddy(m_body);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setObjectName(QStringLiteral("callMessage"));
    setTextTint(m_message, Tint::Danger);
    m_curl->setObjectName(QStringLiteral("asCurl"));
    m_python->setObjectName(QStringLiteral("asPython"));
    m_curl->setChecked(true);
    m_inside->setObjectName(QStringLiteral("tokenInside"));
    m_insideNote->setTextFormat(Qt::PlainText);
    m_insideNote->setWordWrap(true);
    m_insideNote->setText(tr("The token itself stands in the text then: whoever sees it can use it until it ends. "
                             "Without that the text asks for the variable TOKEN."));
    setTextTint(m_insideNote, Tint::SecondaryText);
    m_preview->setMaximumHeight(QWIDGETSIZE_MAX); // what is left of the dialog is its
    m_preview->setReadOnly(true);
    m_preview->setUndoRedoEnabled(false);
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_preview->setAccessibleName(tr("What will be copied"));
    m_preview->setObjectName(QStringLiteral("commandPreview"));
    m_copy->setObjectName(QStringLiteral("copyCommand"));
    m_copy->setDefault(true);
    setMain(m_copy);
}

void CommandDialog::layOut() {
    const Metrics metrics(this);
    auto* ways = new QHBoxLayout;
    ways->addWidget(m_curl);
    ways->addWidget(m_python);
    ways->addStretch(1);
    auto* form = new QFormLayout;
    form->setSpacing(metrics.px(9));
    auto* callLabel = new QLabel(tr("Ca&ll"), this);
    callLabel->setBuddy(m_calls);
    form->addRow(callLabel, m_calls);
    form->addRow(m_addressLabel, m_address);
    form->addRow(m_bodyLabel, m_body);
    form->addRow(QString(), m_message);
    form->addRow(tr("As"), ways);
    form->addRow(QString(), m_inside);
    form->addRow(QString(), m_insideNote);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_copy);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.px(20), metrics.px(18), metrics.px(20), metrics.px(16));
    column->setSpacing(metrics.px(12));
    column->addLayout(form);
    column->addWidget(m_preview, 1);
    column->addLayout(buttons);
    resize(metrics.px(720), sizeHint().height());
}

bool CommandDialog::isInference() const {
    return m_calls->currentData().toInt() == inferenceRow;
}

exchange::Tool CommandDialog::tool() const {
    return m_curl->isChecked() ? exchange::Tool::Curl : exchange::Tool::Python;
}

void CommandDialog::chooseCall() {
    m_addressLabel->setVisible(isInference());
    m_address->setVisible(isInference());
    m_body->setPlainText(isInference() ? u"[{\"tensor\": [0.5, 0.25]}]"_s
                                       : QString::fromLatin1(mlopsCalls[m_calls->currentData().toInt()].body));
    preview();
}

std::optional<exchange::ApiCall> CommandDialog::call(QString& why) const {
    const QByteArray body = m_body->toPlainText().toUtf8();
    if (!exchange::asciiJson(body)) {
        why = tr("The body is not JSON.");
        return std::nullopt;
    }
    if (!isInference())
        return exchange::ApiCall::mlops(m_instance, QLatin1StringView(mlopsCalls[m_calls->currentData().toInt()].path),
                                        body);
    const QUrl address(m_address->text().trimmed(), QUrl::StrictMode);
    if (!address.isValid() || address.host().isEmpty() || !address.userInfo().isEmpty()) {
        why = m_address->text().trimmed().isEmpty() ? QString() : tr("This is not the address of a pipeline.");
        return std::nullopt;
    }
    // The token goes there: only where it is encrypted, or does not leave this computer (rule 11).
    if (address.scheme() != "https"_L1 && !(address.scheme() == "http"_L1 && isLoopback(address.host()))) {
        why = tr("The token would go there unencrypted. Use the https:// address.");
        return std::nullopt;
    }
    return exchange::ApiCall::inference(address, body);
}

void CommandDialog::preview() {
    QString why;
    const auto chosen = call(why);
    m_message->setText(why);
    m_message->setVisible(!why.isEmpty());
    m_copy->setEnabled(chosen.has_value());
    if (!chosen) {
        m_preview->clear();
        return;
    }
    QString text;
    if (m_inside->isChecked()) {
        // With a placeholder: the token itself is never put into a widget.
        const auto shown = exchange::callTextWithToken(tool(), m_instance, *chosen, Secret("----token----"));
        text = QString::fromUtf8(shown->reveal()).replace("----token----"_L1, tr("⟨the token⟩"));
    } else {
        text = exchange::callText(tool(), m_instance, *chosen);
    }
    m_preview->setPlainText(text);
}

} // namespace wallaroo
